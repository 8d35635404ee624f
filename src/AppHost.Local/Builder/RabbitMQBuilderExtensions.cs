using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>RabbitMQ in the topology.</summary>
public static class RabbitMQBuilderExtensions
{
    /// <summary>A RabbitMQ broker of our own; without <paramref name="password"/> one is generated and kept.</summary>
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        var secret = password?.Resource ?? builder.CreateParameter($"{name}-password", new GenerateParameterDefault { Special = false }, secret: true, persist: true);
        return builder.AddResource(new RabbitMQServerResource(name, userName?.Resource, secret))
            .WithAnnotation(new EndpointAnnotation { Name = RabbitMQServerResource.EndpointName, UriScheme = "tcp", Port = port });
    }

    /// <summary>Asks that the data survive a restart. Here it always does, in the data directory.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
        this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false) => builder;
}
