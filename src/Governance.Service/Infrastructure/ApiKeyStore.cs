using TwinPlatform.Platform.ApiKeys;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Governance.Infrastructure;

/// <summary>A key as it is made; the text leaves the service in one response and is not kept.</summary>
/// <param name="ApiKeyId">The key's id.</param>
/// <param name="Text">The key itself.</param>
/// <param name="Prefix">What lists show of it.</param>
internal sealed record NewApiKey(Guid ApiKeyId, string Text, string Prefix);

/// <summary>Stores keys, for the two domains that make them: a tenant's first key and all later ones.</summary>
internal static class ApiKeyStore
{
    private const string InsertSql = """
        insert into governance.tenant_api_keys (api_key_id, name, key_prefix, key_sha256, scopes, all_twins, allowed_twin_ids, expires_at)
        values (@ApiKeyId, @Name, @Prefix, @Sha256, @Scopes, @AllTwins, @AllowedTwinIds, @ExpiresAt)
        """;

    /// <param name="tx">The tenant's transaction.</param>
    /// <param name="name">What people call the key.</param>
    /// <param name="scopes">What it may do.</param>
    /// <param name="twins">The twins it may reach; null for every twin of the tenant.</param>
    /// <param name="expiresAt">When it stops working; null for never.</param>
    public static async Task<NewApiKey> InsertAsync(
        ScopedTransaction tx, string name, IReadOnlyList<string> scopes, IReadOnlyCollection<Guid>? twins, DateTimeOffset? expiresAt)
    {
        var text = ApiKeyText.Create();
        var key = new NewApiKey(Guid.CreateVersion7(), text, ApiKeyText.DisplayPrefix(text));
        await tx.ExecuteAsync(InsertSql, new
        {
            key.ApiKeyId,
            Name = name,
            key.Prefix,
            Sha256 = ApiKeyText.Hash(text),
            Scopes = scopes.ToArray(),
            AllTwins = twins is null,
            AllowedTwinIds = twins?.ToArray() ?? [],
            ExpiresAt = expiresAt?.UtcDateTime,
        });
        return key;
    }
}
