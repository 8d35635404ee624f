using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Platform.Principal;

/// <summary>Says no in the platform's words: 401 without a principal, 404 for a twin that is not the caller's, 403 for a missing scope.</summary>
internal sealed class AuthorizationProblems : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _next = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Challenged)
        {
            return Problem.Unauthorized("principal.missing", "This address is inside the platform. Call the gateway, with an API key.").ExecuteAsync(context);
        }

        if (!authorizeResult.Forbidden)
        {
            return _next.HandleAsync(next, context, policy, authorizeResult);
        }

        var failed = authorizeResult.AuthorizationFailure?.FailedRequirements.ToList() ?? [];
        return failed.OfType<ScopeRequirement>().FirstOrDefault() is { } missing
            ? Problem.MissingScope(missing.Scope).ExecuteAsync(context)
            : Problem.TwinNotFound.ExecuteAsync(context);
    }
}
