using TwinPlatform.Contracts;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Governance.Twins;

internal static class TwinsEndpoints
{
    public static void MapTwins(this IEndpointRouteBuilder routes)
    {
        var twins = routes.MapGroup("/v1/twins").WithTags("Twins");
        twins.MapPost("", CreateTwin.Handle).RequireScope(Scopes.TwinsWrite).WithName("createTwin").WithSummary("Make a twin");
        twins.MapGet("", ListTwins.Handle).RequireScope(Scopes.TwinsRead).WithName("listTwins").WithSummary("List the twins that this key may reach");

        var twin = routes.MapGroup("/v1/twins/{twinId:guid}").WithTags("Twins").RequireTwin();
        twin.MapGet("", GetTwin.Handle).RequireScope(Scopes.TwinsRead).WithName("getTwin").WithSummary("Show a twin");

        routes.MapGrpcService<TwinsGrpc>();
    }
}
