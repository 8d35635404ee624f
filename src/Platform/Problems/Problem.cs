using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace TwinPlatform.Platform.Problems;

/// <summary>
/// Makes problem documents (RFC 9457). The <c>code</c> is the contract and never changes; the sentence says what happened and what to change.
/// Neither ever holds a key, a message or a document's text.
/// </summary>
public static class Problem
{
    /// <summary>The answer for a twin that does not exist, belongs to another tenant or is out of the key's reach: the three look alike.</summary>
    public static ProblemHttpResult TwinNotFound => NotFound("twin.not_found", "No such twin. Check the twin's id, and that this key may reach it.");

    /// <summary>A problem with any status.</summary>
    /// <param name="status">The HTTP status code.</param>
    /// <param name="code">The stable code, <c>area.what</c>.</param>
    /// <param name="title">One sentence for a person.</param>
    public static ProblemHttpResult Of(int status, string code, string title) =>
        TypedResults.Problem(new ProblemDetails
        {
            Status = status,
            Title = title,
            Type = TypeOf(code),
            Extensions = { ["code"] = code },
        });

    /// <summary>400: the request itself is wrong.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="title">One sentence for a person.</param>
    public static ProblemHttpResult BadRequest(string code, string title) => Of(StatusCodes.Status400BadRequest, code, title);

    /// <summary>401: nobody that the platform knows.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="title">One sentence for a person.</param>
    public static ProblemHttpResult Unauthorized(string code, string title) => Of(StatusCodes.Status401Unauthorized, code, title);

    /// <summary>403 <c>key.insufficient_scope</c>: known, but not allowed to do this.</summary>
    /// <param name="scope">The scope that the key lacks.</param>
    public static ProblemHttpResult MissingScope(string scope) =>
        Of(StatusCodes.Status403Forbidden, "key.insufficient_scope", $"This key lacks the scope \"{scope}\". Use a key that has it.");

    /// <summary>404: it does not exist, or it is not the caller's.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="title">One sentence for a person.</param>
    public static ProblemHttpResult NotFound(string code, string title) => Of(StatusCodes.Status404NotFound, code, title);

    /// <summary>409: it contradicts what is already there.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="title">One sentence for a person.</param>
    public static ProblemHttpResult Conflict(string code, string title) => Of(StatusCodes.Status409Conflict, code, title);

    /// <summary>The <c>type</c> URI that belongs to a code.</summary>
    /// <param name="code">The stable code.</param>
    internal static string TypeOf(string code) => $"urn:twinplatform:problem:{code}";
}
