using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Gateway.ApiKeys;

/// <summary>Every way the gateway says no to a key.</summary>
internal static class KeyErrors
{
    public static ProblemHttpResult Missing => Problem.Unauthorized("key.missing", "Send an API key: \"Authorization: Bearer tdp_live_…\".");

    public static ProblemHttpResult Mistyped => Problem.Unauthorized(
        "key.mistyped", "This is not a key of this platform: its checksum does not fit. Copy the whole key again, from tdp_live_ to its end.");

    public static ProblemHttpResult NotFound => Problem.Unauthorized("key.not_found", "No such key. It may belong to another installation of the platform.");

    public static ProblemHttpResult Expired => Problem.Unauthorized("key.expired", "This key has expired. Make a new one.");

    public static ProblemHttpResult Disabled => Problem.Unauthorized("key.disabled", "This key has been revoked, or its tenant is suspended. Use another key.");
}
