using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Contracts;
using TwinPlatform.Governance.Infrastructure;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Governance.Tenants;

/// <summary>Body of <c>POST /v1/tenants</c>.</summary>
/// <param name="Name">What people call the tenant, 1 to 200 characters.</param>
public sealed record CreateTenantRequest([property: Required, StringLength(200, MinimumLength = 1)] string Name);

/// <summary>A new tenant.</summary>
/// <param name="TenantId">The tenant's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ApiKeyId">The id of its first key, which may do everything within the tenant.</param>
/// <param name="ApiKey">That key. It is shown here once and stored nowhere.</param>
public sealed record CreateTenantResponse(TenantId TenantId, string Name, Guid ApiKeyId, string ApiKey);

/// <summary>The operator gets a tenant with a first key, from which all its other keys are made.</summary>
internal static class CreateTenant
{
    private const string InsertTenantSql = """
        insert into governance.tenants (name)
        values (@Name)
        """;

    public static async Task<Created<CreateTenantResponse>> Handle(CreateTenantRequest request, TenantDb db, CancellationToken ct)
    {
        var tenantId = TenantId.Create();
        var key = await db.RunAsync(
            tenantId,
            async tx =>
            {
                await tx.ExecuteAsync(InsertTenantSql, new { request.Name });
                return await ApiKeyStore.InsertAsync(tx, "First key", Scopes.Grantable, twins: null, expiresAt: null);
            },
            ct);
        return TypedResults.Created($"/v1/tenants/{tenantId}", new CreateTenantResponse(tenantId, request.Name, key.ApiKeyId, key.Text));
    }
}
