using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Contracts.Events.Governance;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Data.Outbox;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Governance.ApiKeys;

/// <summary>A key stops working, on every gateway, within moments. Revoking a revoked key changes nothing and succeeds.</summary>
internal static class RevokeApiKey
{
    private const string RevokeSql = """
        update governance.tenant_api_keys
        set revoked_at = coalesce(revoked_at, now())
        where api_key_id = @ApiKeyId
          and (@Reach::uuid[] is null or (not all_twins and allowed_twin_ids <@ @Reach))
        """;

    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid apiKeyId, Caller caller, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        var revoked = await db.RunAsync(
            caller.Tenant,
            async tx =>
            {
                if (await tx.ExecuteAsync(RevokeSql, new { ApiKeyId = apiKeyId, Reach = caller.Twins?.ToArray() }) == 0)
                {
                    return false;
                }

                await tx.PublishAsync(new ApiKeyRevoked(Guid.CreateVersion7(), caller.Tenant, clock.GetUtcNow(), apiKeyId));
                return true;
            },
            ct);
        return revoked ? TypedResults.NoContent() : ApiKeyErrors.NotFound;
    }
}
