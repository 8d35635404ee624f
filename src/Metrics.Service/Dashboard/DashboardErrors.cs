using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Metrics.Dashboard;

/// <summary>Every way this domain says no.</summary>
internal static class DashboardErrors
{
    public static ProblemHttpResult DaysOutOfRange =>
        Problem.BadRequest("metrics.invalid_days", $"\"days\" must be between 1 and {Period.MaxDays}.");
}
