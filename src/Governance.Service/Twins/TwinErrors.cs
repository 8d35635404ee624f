using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Governance.Twins;

/// <summary>Every way this domain says no.</summary>
internal static class TwinErrors
{
    public static ProblemHttpResult NameTaken => Problem.Conflict("twin.name_taken", "The tenant has a twin of this name. Choose another name.");

    /// <remarks>The new twin would be out of the key's own reach.</remarks>
    public static ProblemHttpResult KeyLimitedToTwins =>
        Problem.Of(StatusCodes.Status403Forbidden, "key.limited_to_twins", "This key is limited to certain twins and cannot make new ones. Use a key for all twins.");
}
