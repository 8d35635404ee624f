using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

internal sealed record FetchVectorsResponse(IReadOnlyDictionary<string, WireVector> Vectors, string Namespace, WireUsage Usage);

/// <summary>Answers records by id, values and metadata included; those that do not exist are left out.</summary>
internal static class FetchVectors
{
    public static async Task<Results<Ok<FetchVectorsResponse>, PineconeError>> Handle(
        string[] ids, string? @namespace, ServedIndex index, HttpResponse response, CancellationToken ct)
    {
        var name = NamespaceName.Read(@namespace);
        if ((RequestLimits.OfNamespace(name) ?? RequestLimits.OfIds(ids)) is { } problem)
            return PineconeError.Invalid(problem);

        var (records, indexedLsn) = await index.Namespace(name).FetchAsync(ids, ct);
        response.SetIndexedLsn(indexedLsn);
        return TypedResults.Ok(new FetchVectorsResponse(records.ToDictionary(record => record.Id, WireVector.Of), @namespace ?? "", WireUsage.Free));
    }
}
