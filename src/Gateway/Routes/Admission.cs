using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using TwinPlatform.Gateway.ApiKeys;
using TwinPlatform.Gateway.Principals;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Gateway.Routes;

/// <summary>
/// What every request passes before it is forwarded: whose key, may it do this, may it reach that twin, is the body of a bearable size.
/// Then the client's key is replaced by the signed principal; no service ever sees a key.
/// </summary>
internal sealed class Admission(KeyResolver keys, TwinDirectory twins, PrincipalSigner signer)
{
    private const string ApiKeyHeader = "X-Api-Key";
    private const string Bearer = "Bearer ";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (await AdmitAsync(context) is { } refusal)
        {
            if (refusal.StatusCode == StatusCodes.Status401Unauthorized)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
            }

            await refusal.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    /// <returns>What to answer, or null when the request may pass.</returns>
    private async Task<ProblemHttpResult?> AdmitAsync(HttpContext context)
    {
        if (KeyOf(context.Request) is not { } key)
        {
            return KeyErrors.Missing;
        }

        var (identity, refusal) = await keys.ResolveAsync(key, context.RequestAborted);
        if (identity is null)
        {
            return refusal;
        }

        var scope = context.GetReverseProxyFeature().Route.Config.Metadata![RoutesDefaults.ScopeMetadata];
        if (!identity.Scopes.Contains(scope))
        {
            return Problem.MissingScope(scope);
        }

        var (routeTwin, reachable) = await RouteTwinAsync(context, identity);
        if (!reachable)
        {
            return Problem.TwinNotFound;
        }

        if (context.Request.ContentLength > RoutesDefaults.MaxRequestBytes)
        {
            return Problem.Of(StatusCodes.Status413PayloadTooLarge, "request.too_large", "The request is larger than 50 MB. Split the file.");
        }

        context.Request.Headers.Remove(ApiKeyHeader);
        context.Request.Headers.Authorization = Bearer + signer.Sign(identity, routeTwin);
        return null;
    }

    private async Task<(Guid? RouteTwin, bool Reachable)> RouteTwinAsync(HttpContext context, KeyIdentity identity)
    {
        if (context.GetRouteValue("twinId") is not string text)
        {
            return (null, true);
        }

        var reachable = Guid.TryParse(text, out var twinId)
            && identity.Tenant is { } tenant
            && identity.Twins?.Contains(twinId) is not false
            && await twins.HasAsync(tenant, twinId, context.RequestAborted);
        return (twinId, reachable);
    }

    private static string? KeyOf(HttpRequest request)
    {
        var authorization = request.Headers[HeaderNames.Authorization].ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return authorization[Bearer.Length..].Trim();
        }

        return request.Headers[ApiKeyHeader].ToString() is { Length: > 0 } key ? key : null;
    }
}
