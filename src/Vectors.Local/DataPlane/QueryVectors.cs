using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Filters;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Search;
using TwinPlatform.Vectors.Local.Storage;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

internal sealed record QueryVectorsRequest(
    int TopK,
    string? Namespace = null,
    string? Id = null,
    float[]? Vector = null,
    WireSparse? SparseVector = null,
    JsonElement? Filter = null,
    bool IncludeValues = false,
    bool IncludeMetadata = false);

internal sealed record QueryVectorsResponse(IReadOnlyList<WireMatch> Matches, string Namespace, WireUsage Usage);

internal sealed record WireMatch(string Id, float Score, IReadOnlyList<float> Values, WireSparse? SparseValues, JsonElement? Metadata);

/// <summary>Finds the records most like a vector, or like a record that is there already, best first.</summary>
internal static class QueryVectors
{
    public static async Task<Results<Ok<QueryVectorsResponse>, PineconeError>> Handle(
        QueryVectorsRequest request, ServedIndex index, HttpResponse response, CancellationToken ct)
    {
        var name = NamespaceName.Read(request.Namespace);
        var filter = FilterParser.Parse(request.Filter, out var filterProblem);
        if ((RequestLimits.OfNamespace(name) ?? WhyNot(request, index.Form) ?? filterProblem) is { } problem)
            return PineconeError.Invalid(problem);

        var records = index.Namespace(name);
        var query = await QueryOfAsync(request, filter, records, ct);
        var (matches, indexedLsn) = await records.ReadAsync(memory => query is null ? [] : memory.Search(query), ct);
        var values = request.IncludeValues ? await ValuesOfAsync(matches, records, ct) : null;
        response.SetIndexedLsn(indexedLsn);
        return TypedResults.Ok(new QueryVectorsResponse(
            [.. matches.Select(match => WireMatchOf(match, values?.GetValueOrDefault(match.Record.Id), request))], request.Namespace ?? "", WireUsage.Free));
    }

    private static string? WhyNot(QueryVectorsRequest request, IndexForm form)
    {
        if (request.TopK is < 1 or > RequestLimits.MaxTopK)
            return $"topK must be between 1 and {RequestLimits.MaxTopK}, got {request.TopK}";

        var hasVector = request.Vector is { Length: > 0 } || request.SparseVector is not null;
        return request.Id is { Length: > 0 }
            ? hasVector ? "Cannot provide both a vector ID and a vector" : RequestLimits.OfId(request.Id)
            : hasVector ? VectorLimits.Of(form, request.Vector, request.SparseVector) : "Must provide a vector or a vector ID";
    }

    /// <returns>Null when the record to compare with does not exist: nothing is like it.</returns>
    private static async Task<VectorQuery?> QueryOfAsync(QueryVectorsRequest request, MetadataFilter filter, VectorNamespace records, CancellationToken ct)
    {
        if (request.Id is not { Length: > 0 } id)
            return new VectorQuery(request.Vector is { Length: > 0 } dense ? dense : null, request.SparseVector?.ToStored(), filter, request.TopK);

        return (await records.FetchAsync([id], ct)).Records is [var record] ? new VectorQuery(record.Dense, record.Sparse, filter, request.TopK) : null;
    }

    /// <remarks>The values are those of now: one that was written after the search is told as it is, one that was deleted has none.</remarks>
    private static async Task<IReadOnlyDictionary<string, StoredVector>> ValuesOfAsync(
        IReadOnlyList<VectorMatch> matches, VectorNamespace records, CancellationToken ct) =>
        (await records.FetchAsync([.. matches.Select(match => match.Record.Id)], ct)).Records.ToDictionary(record => record.Id);

    private static WireMatch WireMatchOf(VectorMatch match, StoredVector? values, QueryVectorsRequest request) => new(
        match.Record.Id,
        match.Score,
        values?.Dense ?? [],
        WireSparse.Of(values?.Sparse),
        request.IncludeMetadata ? match.Record.Metadata : null);
}
