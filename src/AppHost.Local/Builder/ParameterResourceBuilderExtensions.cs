using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Values from outside the topology.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>A parameter from the configuration key <c>Parameters:{name}</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, () => builder.Configured(name) ?? throw new DistributedApplicationException(
            $"Parameter '{name}' has no value. Set it in the configuration, for example with the environment variable Parameters__{name.Replace('-', '_')}."), secret));

    /// <summary>A parameter with a value that the topology itself gives, unless configuration has another.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    /// <summary>A parameter with a value that the topology itself computes, unless configuration has another.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        if (publishValueAsDefault && secret)
            throw new ArgumentException("A parameter cannot be both secret and published as a default value.", nameof(secret));

        return builder.AddResource(new ParameterResource(name, () => builder.Configured(name) ?? valueGetter(), secret));
    }

    /// <summary>A parameter with a default that is made on first use; with <paramref name="persist"/> it is kept in the data directory.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.AddResource(builder.CreateParameter(name, value, secret, persist));

    internal static ParameterResource CreateParameter(this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret, bool persist) =>
        new(name, () => builder.Configured(name) ?? (persist ? builder.Secrets.GetOrAdd(name, value.GetDefaultValue) : value.GetDefaultValue()), secret);

    /// <summary>Environment variables with hyphens cannot be set from most shells, so an underscore stands for one.</summary>
    private static string? Configured(this IDistributedApplicationBuilder builder, string name)
    {
        var parameters = builder.Configuration.GetSection("Parameters");
        return NotEmpty(parameters[name]) ?? NotEmpty(parameters[name.Replace('-', '_')]);

        static string? NotEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
    }
}
