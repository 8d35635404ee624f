using Google.Protobuf;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Memory;
using TwinPlatform.Contracts;
using TwinPlatform.Contracts.Governance.V1;
using TwinPlatform.Platform.ApiKeys;

namespace TwinPlatform.Gateway.ApiKeys;

/// <summary>
/// Turns a key into an identity: checksum first, then memory, then Governance. A verdict is remembered for half a minute at most; a revocation
/// that arrives by event counts at once.
/// </summary>
internal sealed class KeyResolver(
    Contracts.Governance.V1.ApiKeys.ApiKeysClient governance, OperatorKey operatorKey, RevokedKeys revoked, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan ValidFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RefusedFor = TimeSpan.FromSeconds(5);

    // Bounded, so that a flood of invented keys cannot fill the memory; they fail the checksum anyway.
    private readonly MemoryCache _verdicts = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <returns>The identity, or what to answer instead.</returns>
    public async Task<(KeyIdentity? Identity, ProblemHttpResult? Refusal)> ResolveAsync(string key, CancellationToken ct)
    {
        if (operatorKey.Is(key))
        {
            return (KeyIdentity.Operator, null);
        }

        if (!ApiKeyText.IsWellFormed(key))
        {
            return (null, KeyErrors.Mistyped);
        }

        var hash = ApiKeyText.Hash(key);
        var verdict = await RememberedAsync(hash, ct);
        return verdict switch
        {
            { Verdict: ApiKeyVerdict.NotFound } => (null, KeyErrors.NotFound),
            { Verdict: ApiKeyVerdict.Disabled } => (null, KeyErrors.Disabled),
            { Verdict: ApiKeyVerdict.Expired } => (null, KeyErrors.Expired),
            { ExpiresAtUnixMs: > 0 } when verdict.ExpiresAtUnixMs <= clock.GetUtcNow().ToUnixTimeMilliseconds() => (null, KeyErrors.Expired),
            { Verdict: ApiKeyVerdict.Valid } when revoked.Contains(Guid.Parse(verdict.ApiKeyId)) => (null, KeyErrors.Disabled),
            { Verdict: ApiKeyVerdict.Valid } => (Identity(verdict), null),
            _ => throw new InvalidOperationException($"Governance gave the verdict {verdict.Verdict}, which this gateway does not know."),
        };
    }

    public void Dispose() => _verdicts.Dispose();

    private async Task<ResolveApiKeyReply> RememberedAsync(byte[] hash, CancellationToken ct)
    {
        var name = Convert.ToHexString(hash);
        if (_verdicts.TryGetValue(name, out ResolveApiKeyReply? remembered))
        {
            return remembered!;
        }

        var verdict = await governance.ResolveAsync(
            new ResolveApiKeyRequest { KeySha256 = ByteString.CopyFrom(hash) }, deadline: clock.GetUtcNow().UtcDateTime.AddSeconds(5), cancellationToken: ct);
        return _verdicts.Set(name, verdict, new MemoryCacheEntryOptions
        {
            Size = 1,
            AbsoluteExpirationRelativeToNow = verdict.Verdict == ApiKeyVerdict.Valid ? ValidFor : RefusedFor,
        });
    }

    private static KeyIdentity Identity(ResolveApiKeyReply key) => new(
        key.ApiKeyId,
        new TenantId(Guid.Parse(key.TenantId)),
        key.Scopes.ToHashSet(),
        key.AllTwins ? null : key.AllowedTwinIds.Select(Guid.Parse).ToHashSet());
}
