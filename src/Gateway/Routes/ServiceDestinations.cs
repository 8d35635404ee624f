using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace TwinPlatform.Gateway.Routes;

/// <summary>Lets YARP find services as everything else does: by name, through service discovery.</summary>
internal sealed class ServiceDestinations(ServiceEndpointResolver services) : IDestinationResolver
{
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<string, DestinationConfig>();
        var changes = new List<Microsoft.Extensions.Primitives.IChangeToken>();
        foreach (var (name, destination) in destinations)
        {
            var found = await services.GetEndpointsAsync(destination.Address, cancellationToken);
            changes.Add(found.ChangeToken);
            foreach (var endpoint in found.Endpoints)
            {
                // Configuration gives addresses with a scheme, DNS gives them without.
                var address = endpoint.ToString()!;
                resolved[$"{name}[{address}]"] = destination with { Address = address.Contains("://", StringComparison.Ordinal) ? address : $"http://{address}" };
            }
        }

        return new ResolvedDestinationCollection(resolved, new Microsoft.Extensions.Primitives.CompositeChangeToken(changes));
    }
}
