using TwinPlatform.Contracts;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Governance.ApiKeys;

internal static class ApiKeysEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1/api-keys").WithTags("API keys");
        keys.MapPost("", CreateApiKey.Handle).RequireScope(Scopes.KeysWrite).WithName("createApiKey").WithSummary("Make an API key");
        keys.MapGet("", ListApiKeys.Handle).RequireScope(Scopes.KeysRead).WithName("listApiKeys").WithSummary("List API keys, without their secrets");
        keys.MapDelete("{apiKeyId:guid}", RevokeApiKey.Handle).RequireScope(Scopes.KeysWrite).WithName("revokeApiKey").WithSummary("Revoke an API key");

        routes.MapGrpcService<ApiKeysGrpc>();
    }
}
