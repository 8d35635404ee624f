using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Indexes;

namespace TwinPlatform.Vectors.Local.ControlPlane;

internal sealed record ListIndexesResponse(IReadOnlyList<WireIndex> Indexes);

/// <summary>Lists all indexes by name.</summary>
internal static class ListIndexes
{
    public static async Task<Ok<ListIndexesResponse>> Handle(IndexCatalog catalog, HttpRequest http, CancellationToken ct) =>
        TypedResults.Ok(new ListIndexesResponse([.. (await catalog.AllAsync(ct)).Select(index => WireIndex.Of(index, http))]));
}
