using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Filters;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

internal sealed record FetchByMetadataRequest(JsonElement? Filter = null, int? Limit = null, string? PaginationToken = null, string? Namespace = null);

internal sealed record FetchByMetadataResponse(IReadOnlyDictionary<string, WireVector> Vectors, WirePagination? Pagination, string Namespace, WireUsage Usage);

/// <summary>Answers the records that a filter allows, values and metadata included, in the order of their ids, a page at a time.</summary>
internal static class FetchByMetadata
{
    public static async Task<Results<Ok<FetchByMetadataResponse>, PineconeError>> Handle(
        FetchByMetadataRequest request, ServedIndex index, HttpResponse response, CancellationToken ct)
    {
        var name = NamespaceName.Read(request.Namespace);
        var size = request.Limit ?? RequestLimits.MaxListed;
        var filter = FilterParser.Parse(request.Filter, out var filterProblem);
        if ((RequestLimits.OfNamespace(name) ?? WhyNot(request, size) ?? filterProblem) is { } problem)
            return PineconeError.Invalid(problem);

        if (!PageToken.TryRead(request.PaginationToken, out var after))
            return PineconeError.Invalid("Invalid pagination token");

        var records = index.Namespace(name);
        var (ids, indexedLsn) = await records.ReadAsync(memory => PageOf(memory.Matching(filter).Select(record => record.Id), after, size + 1), ct);
        var page = ids.Take(size).ToArray();
        var (found, _) = await records.FetchAsync(page, ct);
        response.SetIndexedLsn(indexedLsn);
        return TypedResults.Ok(new FetchByMetadataResponse(
            found.OrderBy(record => record.Id, StringComparer.Ordinal).ToDictionary(record => record.Id, WireVector.Of),
            ids.Count > size ? PageToken.After(page[^1]) : null,
            request.Namespace ?? "",
            WireUsage.Free));
    }

    private static string? WhyNot(FetchByMetadataRequest request, int size) =>
        request.Filter is not { ValueKind: JsonValueKind.Object } ? "Must provide a filter"
        : size is < 1 or > RequestLimits.MaxIds ? $"limit must be between 1 and {RequestLimits.MaxIds}, got {size}"
        : null;

    private static IReadOnlyList<string> PageOf(IEnumerable<string> ids, string after, int size) =>
        [.. ids.Where(id => string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal).Take(size)];
}
