using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Search;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

internal sealed record UpsertVectorsRequest(IReadOnlyList<WireVector> Vectors, string? Namespace = null);

internal sealed record UpsertVectorsResponse(int UpsertedCount);

/// <summary>Writes records, or replaces those with the same ids; all of a request or none. Of an id that is given twice, the last counts.</summary>
internal static class UpsertVectors
{
    public static async Task<Results<Ok<UpsertVectorsResponse>, PineconeError>> Handle(
        UpsertVectorsRequest request, ServedIndex index, HttpResponse response, CancellationToken ct)
    {
        var name = NamespaceName.Read(request.Namespace);
        if ((RequestLimits.OfNamespace(name) ?? WhyNot(request.Vectors, index.Form)) is { } problem)
            return PineconeError.Invalid(problem);

        var records = request.Vectors.Select(vector => vector.ToStored())
            .GroupBy(record => record.Id, StringComparer.Ordinal)
            .Select(sameId => sameId.Last())
            .ToArray();
        var lsn = await index.Namespace(name).WriteAsync(new Upserted(records), ct);
        response.SetRequestLsn(lsn!.Value);
        return TypedResults.Ok(new UpsertVectorsResponse(request.Vectors.Count));
    }

    private static string? WhyNot(IReadOnlyList<WireVector> vectors, IndexForm form) => vectors.Count switch
    {
        0 => "Must provide at least one vector",
        > RequestLimits.MaxVectors => $"Cannot upsert more than {RequestLimits.MaxVectors} vectors in a request, got {vectors.Count}",
        _ => vectors.Select(vector => vector.WhyNot(form)).FirstOrDefault(problem => problem is not null),
    };
}
