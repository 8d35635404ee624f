using System.Security.Claims;
using Grpc.Core;
using TwinPlatform.Contracts.Governance.V1;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Governance.ApiKeys;

/// <summary>Tells the gateway, and nobody else, whose key it was shown.</summary>
internal sealed class ApiKeysGrpc(CrossTenantDb db, TimeProvider clock) : Contracts.Governance.V1.ApiKeys.ApiKeysBase
{
    private const string FindSql = """
        select k.api_key_id as ApiKeyId, k.tenant_id as TenantId, k.scopes as Scopes, k.all_twins as AllTwins, k.allowed_twin_ids as AllowedTwinIds,
            k.expires_at as ExpiresAt, k.revoked_at is not null or t.status <> 'active' as Disabled
        from governance.tenant_api_keys k
        join governance.tenants t on t.tenant_id = k.tenant_id
        where k.key_sha256 = @Sha256
        """;

    public override async Task<ResolveApiKeyReply> Resolve(ResolveApiKeyRequest request, ServerCallContext context)
    {
        if (context.GetHttpContext().User.FindFirstValue(PrincipalClaims.Subject) != PrincipalClaims.GatewaySubject)
        {
            throw new RpcException(new Status(StatusCode.PermissionDenied, "Only the gateway resolves keys."));
        }

        var key = await db.QuerySingleOrDefaultAsync<KeyRow>(FindSql, new { Sha256 = request.KeySha256.ToByteArray() }, context.CancellationToken);
        return key is null ? new ResolveApiKeyReply { Verdict = ApiKeyVerdict.NotFound } : key.Reply(clock.GetUtcNow());
    }

    private sealed record KeyRow(
        Guid ApiKeyId, Guid TenantId, string[] Scopes, bool AllTwins, Guid[] AllowedTwinIds, DateTime? ExpiresAt, bool Disabled)
    {
        public ResolveApiKeyReply Reply(DateTimeOffset now) => new()
        {
            Verdict = Disabled ? ApiKeyVerdict.Disabled : ExpiresAt <= now.UtcDateTime ? ApiKeyVerdict.Expired : ApiKeyVerdict.Valid,
            ApiKeyId = ApiKeyId.ToString(),
            TenantId = TenantId.ToString(),
            Scopes = { Scopes },
            AllTwins = AllTwins,
            AllowedTwinIds = { AllowedTwinIds.Select(id => id.ToString()) },
            ExpiresAtUnixMs = ExpiresAt is { } at ? new DateTimeOffset(at).ToUnixTimeMilliseconds() : 0,
        };
    }
}
