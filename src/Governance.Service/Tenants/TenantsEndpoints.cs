using TwinPlatform.Contracts;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Governance.Tenants;

internal static class TenantsEndpoints
{
    public static void MapTenants(this IEndpointRouteBuilder routes)
    {
        var tenants = routes.MapGroup("/v1/tenants").WithTags("Tenants").RequireScope(Scopes.TenantsAdmin);
        tenants.MapPost("", CreateTenant.Handle).WithName("createTenant").WithSummary("Make a tenant and its first API key (operator only)");
    }
}
