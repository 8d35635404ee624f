using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Contracts;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Governance.ApiKeys;

/// <summary>Every way this domain says no.</summary>
internal static class ApiKeyErrors
{
    public static ProblemHttpResult NotFound => Problem.NotFound("api_key.not_found", "No such key. Check the key's id.");

    public static ProblemHttpResult TwinUnknown =>
        Problem.BadRequest("api_key.twin_unknown", "\"allowedTwinIds\" names a twin that does not exist. Check the ids.");

    public static ProblemHttpResult ReachUnclear =>
        Problem.BadRequest("api_key.reach_unclear", "Give either \"allTwins\": true, or the twins in \"allowedTwinIds\".");

    public static ProblemHttpResult ExpiresInThePast => Problem.BadRequest("api_key.expires_in_the_past", "\"expiresAt\" must be in the future.");

    public static ProblemHttpResult ScopeUnknown(string scope) => Problem.BadRequest(
        "api_key.scope_unknown", $"\"{(scope.Length > 50 ? scope[..50] : scope)}\" is no scope. The scopes are: {string.Join(", ", Scopes.Grantable)}.");

    public static ProblemHttpResult BeyondCaller(string sentence) => Problem.Of(StatusCodes.Status403Forbidden, "api_key.beyond_caller", sentence);
}
