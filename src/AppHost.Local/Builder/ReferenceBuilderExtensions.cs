using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Who knows whom: the variables by which a process finds what it depends on.</summary>
public static class ReferenceBuilderExtensions
{
    /// <summary>Gives a connection string: <c>ConnectionStrings__{name}</c> and its parts under <c>{NAME}_HOST</c>, ….</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        var resource = source.Resource;
        var name = connectionName ?? resource.Name;
        return builder.WithEnvironment(async context =>
        {
            if (optional && string.IsNullOrEmpty(await ValueOrNull(resource, context.CancellationToken)))
                return;

            context.EnvironmentVariables[resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{name}"] = resource;
            foreach (var (property, value) in resource.GetConnectionProperties())
                context.EnvironmentVariables[$"{Upper(name)}_{property.ToUpperInvariant()}"] = value;
        });
    }

    /// <summary>Gives the endpoints for service discovery: <c>services__{name}__{endpoint}__0</c> and the shortcut <c>{NAME}_{ENDPOINT}</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        var resource = source.Resource;
        return builder.WithEnvironment(context =>
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
                AddEndpoint(context, new EndpointReference(resource, endpoint.Name));
        });
    }

    /// <summary>Gives one endpoint for service discovery.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment => builder.WithEnvironment(context => AddEndpoint(context, endpointReference));

    private static void AddEndpoint(EnvironmentCallbackContext context, EndpointReference endpoint)
    {
        var name = endpoint.Resource.Name;
        context.EnvironmentVariables[$"services__{name}__{endpoint.EndpointName}__0"] = endpoint;
        context.EnvironmentVariables[$"{Upper(name)}_{Upper(endpoint.EndpointName)}"] = endpoint;
    }

    private static async Task<string?> ValueOrNull(IResourceWithConnectionString resource, CancellationToken ct)
    {
        try
        {
            return await resource.GetConnectionStringAsync(ct);
        }
        catch (DistributedApplicationException)
        {
            return null;
        }
    }

    private static string Upper(string name) => name.Replace('-', '_').ToUpperInvariant();
}
