using TwinPlatform.Contracts;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Knowledge.Sources;

internal static class SourcesEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var ofTwin = routes.MapGroup("/v1/twins/{twinId:guid}/sources").WithTags("Sources").RequireTwin();
        ofTwin.MapPost("", AddSource.Handle).RequireScope(Scopes.SourcesWrite).WithName("addSource").WithSummary("Add a source: a file, or a text")
            .WithMetadata(AddSource.Bodies);
        ofTwin.MapGet("", ListSources.Handle).RequireScope(Scopes.SourcesRead).WithName("listSources").WithSummary("List a twin's sources");

        var source = routes.MapGroup("/v1/sources/{sourceId:guid}").WithTags("Sources");
        source.MapGet("", GetSource.Handle).RequireScope(Scopes.SourcesRead).WithName("getSource").WithSummary("Show a source");
        source.MapDelete("", DeleteSource.Handle).RequireScope(Scopes.SourcesWrite).WithName("deleteSource").WithSummary("Delete a source, its passages and its vectors");
    }
}
