using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Contracts;
using TwinPlatform.Governance.Infrastructure;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Governance.ApiKeys;

/// <summary>Body of <c>POST /v1/api-keys</c>.</summary>
/// <param name="Name">What people call the key, 1 to 200 characters.</param>
/// <param name="Scopes">What it may do; at least one, none that the calling key lacks.</param>
/// <param name="AllTwins">True for every twin of the tenant, also later ones. Then <paramref name="AllowedTwinIds"/> stays away.</param>
/// <param name="AllowedTwinIds">The twins it may reach, when not all.</param>
/// <param name="ExpiresAt">When it stops working; never, when absent.</param>
public sealed record CreateApiKeyRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: Required, MinLength(1)] IReadOnlyList<string> Scopes,
    bool AllTwins = false,
    IReadOnlyList<Guid>? AllowedTwinIds = null,
    DateTimeOffset? ExpiresAt = null);

/// <summary>A new key.</summary>
/// <param name="ApiKeyId">The key's id.</param>
/// <param name="ApiKey">The key. It is shown here once and stored nowhere.</param>
/// <param name="Prefix">What lists show of it.</param>
public sealed record CreateApiKeyResponse(Guid ApiKeyId, string ApiKey, string Prefix);

/// <summary>The tenant gets a key that can do no more than the key that makes it.</summary>
internal static class CreateApiKey
{
    private const string CountTwinsSql = "select count(*)::int from governance.twins where twin_id = any(@TwinIds)";

    public static async Task<Results<Created<CreateApiKeyResponse>, ProblemHttpResult>> Handle(
        CreateApiKeyRequest request, Caller caller, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        var twins = (request.AllowedTwinIds ?? []).Distinct().ToArray();
        if (Refuse(request, twins, caller, clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        var key = await db.RunAsync(
            caller.Tenant,
            async tx => await tx.QuerySingleOrDefaultAsync<int>(CountTwinsSql, new { TwinIds = twins }) == twins.Length
                ? await ApiKeyStore.InsertAsync(
                    tx, request.Name, [.. request.Scopes.Distinct()], request.AllTwins ? null : twins, request.ExpiresAt)
                : null,
            ct);
        return key is null
            ? ApiKeyErrors.TwinUnknown
            : TypedResults.Created($"/v1/api-keys/{key.ApiKeyId}", new CreateApiKeyResponse(key.ApiKeyId, key.Text, key.Prefix));
    }

    private static ProblemHttpResult? Refuse(CreateApiKeyRequest request, Guid[] twins, Caller caller, DateTimeOffset now)
    {
        if (request.Scopes.FirstOrDefault(scope => !Scopes.Grantable.Contains(scope)) is { } unknown)
        {
            return ApiKeyErrors.ScopeUnknown(unknown);
        }

        if (request.Scopes.FirstOrDefault(scope => !caller.Scopes.Contains(scope)) is { } beyond)
        {
            return ApiKeyErrors.BeyondCaller($"This key lacks the scope \"{beyond}\" and cannot hand it on.");
        }

        if (request.AllTwins == (twins.Length > 0))
        {
            return ApiKeyErrors.ReachUnclear;
        }

        if (request.AllTwins ? caller.Twins is not null : !twins.All(caller.MayReach))
        {
            return ApiKeyErrors.BeyondCaller("This key cannot reach all of those twins and cannot hand them on.");
        }

        return request.ExpiresAt <= now ? ApiKeyErrors.ExpiresInThePast : null;
    }
}
