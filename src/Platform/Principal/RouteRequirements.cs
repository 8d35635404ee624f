using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TwinPlatform.Contracts;

namespace TwinPlatform.Platform.Principal;

/// <summary>What a route asks of its caller, stated where the route is mapped.</summary>
public static class RouteRequirements
{
    /// <summary>The caller's key must hold <paramref name="scope"/>; otherwise 403 with <c>key.insufficient_scope</c>.</summary>
    /// <typeparam name="TBuilder">A route or a group of routes.</typeparam>
    /// <param name="builder">The route or group.</param>
    /// <param name="scope">One of <see cref="Scopes"/>.</param>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequiredScope(scope)).RequireAuthorization(policy => policy.AddRequirements(new ScopeRequirement(scope)));

    /// <summary>The route's <c>{twinId}</c> must be a twin of the caller's tenant, within the key's reach; otherwise 404 with <c>twin.not_found</c>.</summary>
    /// <param name="group">A group whose pattern contains <c>{twinId}</c>.</param>
    public static RouteGroupBuilder RequireTwin(this RouteGroupBuilder group) =>
        group.RequireAuthorization(policy => policy.AddRequirements(new RouteTwinRequirement()));
}

/// <summary>The scope a route asks for, as metadata: the gateway's route table is tested against it.</summary>
/// <param name="Scope">One of <see cref="Scopes"/>.</param>
public sealed record RequiredScope(string Scope);

internal sealed record ScopeRequirement(string Scope) : IAuthorizationRequirement;

internal sealed record RouteTwinRequirement : IAuthorizationRequirement;

internal sealed class ScopeAuthorization : AuthorizationHandler<ScopeRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (context.User.HasClaim(PrincipalClaims.Scope, requirement.Scope))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

internal sealed class RouteTwinAuthorization : AuthorizationHandler<RouteTwinRequirement>
{
    /// <remarks>Only the gateway can say that a twin is the tenant's; the service checks that the gateway said it of this very twin.</remarks>
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RouteTwinRequirement requirement)
    {
        if (context.Resource is HttpContext http
            && Guid.TryParse(http.GetRouteValue("twinId") as string, out var twinId)
            && context.User.HasClaim(PrincipalClaims.RouteTwin, twinId.ToString()))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
