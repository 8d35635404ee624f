using TwinPlatform.Contracts;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Gateway.ApiKeys;

/// <summary>Whose key it is and what it may do.</summary>
/// <param name="Subject">The key's id, or the operator.</param>
/// <param name="Tenant">Null for the operator, who has no tenant's data.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Twins">The twins it may reach; null for every twin of the tenant.</param>
internal sealed record KeyIdentity(string Subject, TenantId? Tenant, IReadOnlySet<string> Scopes, IReadOnlySet<Guid>? Twins)
{
    public static KeyIdentity Operator { get; } =
        new(PrincipalClaims.OperatorSubject, null, new HashSet<string> { Contracts.Scopes.TenantsAdmin }, new HashSet<Guid>());
}
