using TwinPlatform.Contracts;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Metrics.Dashboard;

internal static class DashboardEndpoints
{
    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        var twin = routes.MapGroup("/v1/twins/{twinId:guid}/metrics").WithTags("Metrics").RequireTwin();
        twin.MapGet("/dashboard", ShowDashboard.Handle)
            .RequireScope(Scopes.MetricsRead)
            .WithName("showDashboard")
            .WithSummary("Show how a twin is doing");
    }
}
