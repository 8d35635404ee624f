using MassTransit;
using Microsoft.Extensions.Caching.Memory;
using TwinPlatform.Contracts.Events.Governance;

namespace TwinPlatform.Gateway.ApiKeys;

/// <summary>
/// The keys revoked in the last minute. They are kept beside the remembered verdicts, not removed from them: a verdict that was on its way
/// when the revocation came cannot bring the key back.
/// </summary>
internal sealed class RevokedKeys : IDisposable
{
    // Longer than any verdict is remembered: afterwards Governance itself says that the key is disabled.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _ids = new(new MemoryCacheOptions());

    public void Add(Guid apiKeyId) => _ids.Set(apiKeyId, true, Remembered);

    public bool Contains(Guid apiKeyId) => _ids.TryGetValue(apiKeyId, out _);

    public void Dispose() => _ids.Dispose();
}

/// <summary>A key was revoked: this gateway refuses it from now on.</summary>
internal sealed class OnApiKeyRevoked(RevokedKeys revoked) : IConsumer<ApiKeyRevoked>
{
    public Task Consume(ConsumeContext<ApiKeyRevoked> context)
    {
        revoked.Add(context.Message.ApiKeyId);
        return Task.CompletedTask;
    }
}
