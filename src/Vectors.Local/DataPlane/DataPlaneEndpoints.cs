using Microsoft.AspNetCore.Mvc;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

/// <summary>Every route of an index. Pinecone gives each index a host of its own; here the process's address is the host of one, and each has a path.</summary>
internal static class DataPlaneEndpoints
{
    public static void MapDataPlane(this WebApplication app)
    {
        app.MapGroup("/").MapIndex();
        app.MapGroup("/indexes/{index}").MapIndex();
        app.MapFallback(() => PineconeError.NotFound("No such route"));
    }

    private static void MapIndex(this RouteGroupBuilder index)
    {
        index.WithMetadata(new RequestSizeLimitAttribute(RequestLimits.MaxBodyBytes));

        index.MapPost("/vectors/upsert", UpsertVectors.Handle);
        index.MapPost("/query", QueryVectors.Handle);
        index.MapGet("/vectors/fetch", FetchVectors.Handle);
        index.MapPost("/vectors/fetch_by_metadata", FetchByMetadata.Handle);
        index.MapGet("/vectors/list", ListVectors.Handle);
        index.MapPost("/vectors/update", UpdateVectors.Handle);
        index.MapPost("/vectors/delete", DeleteVectors.Handle);
        index.MapPost("/describe_index_stats", DescribeIndexStats.Handle);

        index.MapPost("/namespaces", CreateNamespace.Handle);
        index.MapGet("/namespaces", ListNamespaces.Handle);
        index.MapGet("/namespaces/{name}", DescribeNamespace.Handle);
        index.MapDelete("/namespaces/{name}", DeleteNamespace.Handle);
    }
}
