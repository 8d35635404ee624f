using Grpc.Core;
using Microsoft.Extensions.Caching.Memory;
using TwinPlatform.Contracts;
using TwinPlatform.Contracts.Governance.V1;

namespace TwinPlatform.Gateway.Routes;

/// <summary>Knows which twins are whose, by asking Governance and remembering a yes for half a minute. A no is asked again: the twin may just have been made.</summary>
internal sealed class TwinDirectory(Twins.TwinsClient governance, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    public async Task<bool> HasAsync(TenantId tenant, Guid twinId, CancellationToken ct)
    {
        if (_known.TryGetValue((tenant, twinId), out _))
        {
            return true;
        }

        try
        {
            await governance.GetAsync(
                new GetTwinRequest { TenantId = tenant.ToString(), TwinId = twinId.ToString() },
                deadline: clock.GetUtcNow().UtcDateTime.AddSeconds(5),
                cancellationToken: ct);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return false;
        }

        _known.Set((tenant, twinId), true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembered });
        return true;
    }

    public void Dispose() => _known.Dispose();
}
