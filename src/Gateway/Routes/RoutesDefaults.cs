using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace TwinPlatform.Gateway.Routes;

internal static class RoutesDefaults
{
    /// <summary>The largest request that is taken, in bytes: a file of 50 MB and the form around it.</summary>
    public const long MaxRequestBytes = (50L * 1024 * 1024) + (64 * 1024);

    /// <summary>The name under which a YARP route carries the scope it asks for.</summary>
    public const string ScopeMetadata = "scope";

    public static void AddRoutes(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = MaxRequestBytes);
        builder.Services.AddSingleton<Admission>();
        builder.Services.AddSingleton<TwinDirectory>();
        builder.Services.AddSingleton<IDestinationResolver, ServiceDestinations>();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [.. RouteTable.All.Select(Route)],
            [.. RouteTable.All.Select(route => route.Service).Distinct().Select(Cluster)]);
    }

    public static void MapRoutes(this WebApplication app)
    {
        var admission = app.Services.GetRequiredService<Admission>();
        app.MapReverseProxy(proxy => proxy.Use(admission.InvokeAsync));
    }

    private static RouteConfig Route(GatewayRoute route) => new()
    {
        RouteId = $"{route.Method} {route.Path}",
        ClusterId = route.Service,
        Match = new RouteMatch { Path = route.Path, Methods = [route.Method] },
        Metadata = new Dictionary<string, string> { [ScopeMetadata] = route.Scope },
    };

    private static ClusterConfig Cluster(string service) => new()
    {
        ClusterId = service,
        Destinations = new Dictionary<string, DestinationConfig> { [service] = new() { Address = $"http://{service}" } },
    };
}
