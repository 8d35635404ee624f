using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using TwinPlatform.Contracts;

namespace TwinPlatform.Platform.Principal;

/// <summary>Who is calling, as the gateway has signed it. Handlers take it as a parameter; nothing a client sends can change it.</summary>
/// <param name="Subject">The API key's id as text, or the operator.</param>
/// <param name="Tenant">The tenant whose data the call may touch.</param>
/// <param name="Scopes">What the key may do.</param>
/// <param name="Twins">The twins the key may reach; null means every twin of the tenant.</param>
public sealed record Caller(string Subject, TenantId Tenant, IReadOnlySet<string> Scopes, IReadOnlySet<Guid>? Twins)
{
    /// <summary>Whether the key may reach a twin. Where it may not, the answer is 404: existence is tenant data.</summary>
    /// <param name="twinId">The twin in question.</param>
    public bool MayReach(Guid twinId) => Twins is null || Twins.Contains(twinId);

    /// <summary>Reads the principal of a request that authentication has accepted.</summary>
    /// <param name="user">The request's user.</param>
    /// <exception cref="InvalidOperationException">The principal carries no tenant: the route lacks a policy that asks for one.</exception>
    public static Caller From(ClaimsPrincipal user)
    {
        var tenant = user.FindFirstValue(PrincipalClaims.Tenant)
            ?? throw new InvalidOperationException("The principal carries no tenant. The route must require a scope that only tenants' keys hold.");
        var twins = user.FindAll(PrincipalClaims.Twin).Select(claim => claim.Value).ToHashSet();
        return new Caller(
            user.FindFirstValue(PrincipalClaims.Subject) ?? "",
            new TenantId(Guid.Parse(tenant)),
            user.FindAll(PrincipalClaims.Scope).Select(claim => claim.Value).ToHashSet(),
            twins.Contains(PrincipalClaims.AllTwins) ? null : twins.Select(Guid.Parse).ToHashSet());
    }

    /// <summary>Binds the parameter of a minimal API handler.</summary>
    /// <param name="context">The request.</param>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));
}
