using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.ControlPlane;

/// <summary>Tells what an index is and where it is reached.</summary>
internal static class DescribeIndex
{
    public static async Task<Results<Ok<WireIndex>, PineconeError>> Handle(string name, IndexCatalog catalog, HttpRequest http, CancellationToken ct) =>
        await catalog.FindAsync(name, ct) is { } index ? TypedResults.Ok(WireIndex.Of(index.Definition, http)) : NotFound(name);

    public static PineconeError NotFound(string name) => PineconeError.NotFound($"Resource {name} not found");
}
