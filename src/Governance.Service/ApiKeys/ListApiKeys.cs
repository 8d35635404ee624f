using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Paging;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Governance.ApiKeys;

/// <summary>A key as lists show it.</summary>
/// <param name="ApiKeyId">The key's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Prefix">Its first characters.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="AllTwins">Whether it may reach every twin of the tenant.</param>
/// <param name="AllowedTwinIds">The twins it may reach, when not all.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops working.</param>
/// <param name="RevokedAt">When it was revoked.</param>
public sealed record ApiKeyView(
    Guid ApiKeyId,
    string Name,
    string Prefix,
    IReadOnlyList<string> Scopes,
    bool AllTwins,
    IReadOnlyList<Guid> AllowedTwinIds,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt);

/// <summary>A page of keys, newest first.</summary>
/// <param name="Items">The keys.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> for the next page; null on the last.</param>
public sealed record ListApiKeysResponse(IReadOnlyList<ApiKeyView> Items, string? NextCursor);

/// <summary>The caller sees the keys whose reach lies within its own.</summary>
internal static class ListApiKeys
{
    private const string PageSql = """
        select api_key_id as ApiKeyId, name as Name, key_prefix as Prefix, scopes as Scopes, all_twins as AllTwins,
            allowed_twin_ids as AllowedTwinIds, created_at as CreatedAt, expires_at as ExpiresAt, revoked_at as RevokedAt
        from governance.tenant_api_keys
        where (created_at, api_key_id) < (@BeforeAt, @BeforeId)
          and (@Reach::uuid[] is null or (not all_twins and allowed_twin_ids <@ @Reach))
        order by created_at desc, api_key_id desc
        limit @ReadLimit
        """;

    public static async Task<Results<Ok<ListApiKeysResponse>, ProblemHttpResult>> Handle(
        [AsParameters] PageRequest request, Caller caller, TenantDb db, CancellationToken ct)
    {
        if (!request.TryRead(out var page, out var refusal))
        {
            return refusal;
        }

        var rows = await db.QueryAsync<ApiKeyRow>(
            caller.Tenant, PageSql, new { page.BeforeAt, page.BeforeId, page.ReadLimit, Reach = caller.Twins?.ToArray() }, ct);
        var (items, next) = page.Cut(rows, key => new PageCursor(key.CreatedAt, key.ApiKeyId));
        return TypedResults.Ok(new ListApiKeysResponse([.. items.Select(key => key.View)], next));
    }

    private sealed record ApiKeyRow(
        Guid ApiKeyId, string Name, string Prefix, string[] Scopes, bool AllTwins, Guid[] AllowedTwinIds, DateTime CreatedAt, DateTime? ExpiresAt, DateTime? RevokedAt)
    {
        public ApiKeyView View => new(ApiKeyId, Name, Prefix, Scopes, AllTwins, AllowedTwinIds, CreatedAt, ExpiresAt, RevokedAt);
    }
}
