using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Connection strings to what this host does not run, and ones put together from what it runs.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>A connection string from the configuration key <c>ConnectionStrings:{name}</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) =>
        builder.AddResource(new ConfiguredConnectionString(name, environmentVariableName, () => builder.Configuration.GetConnectionString(name)));

    /// <summary>A connection string made of endpoints, parameters and texts.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, ReferenceExpression connectionStringExpression) =>
        builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));

    private sealed class ConfiguredConnectionString(string name, string? environmentVariable, Func<string?> read) : Resource(name), IResourceWithConnectionString
    {
        public string? ConnectionStringEnvironmentVariable => environmentVariable;

        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Value}");

        private string Value => read() ?? throw new DistributedApplicationException(
            $"Connection string '{Name}' has no value. Set it in the configuration, for example with the environment variable ConnectionStrings__{Name}.");
    }
}
