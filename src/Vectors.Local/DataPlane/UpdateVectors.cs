using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Filters;
using TwinPlatform.Vectors.Local.Search;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

internal sealed record UpdateVectorsRequest(
    string? Id = null,
    float[]? Values = null,
    WireSparse? SparseValues = null,
    JsonElement? SetMetadata = null,
    JsonElement? Filter = null,
    bool DryRun = false,
    string? Namespace = null);

internal sealed record UpdateVectorsResponse(int MatchedRecords);

/// <summary>
/// Changes parts of one record, or sets metadata of all that a filter allows. Metadata fields that are not named stay. A record that does not exist is
/// no error and is not made.
/// </summary>
internal static class UpdateVectors
{
    public static async Task<Results<Ok<UpdateVectorsResponse>, PineconeError>> Handle(
        UpdateVectorsRequest request, ServedIndex index, HttpResponse response, CancellationToken ct)
    {
        var name = NamespaceName.Read(request.Namespace);
        var filter = FilterParser.Parse(request.Filter, out var filterProblem);
        if ((RequestLimits.OfNamespace(name) ?? WhyNot(request) ?? filterProblem) is { } problem)
            return PineconeError.Invalid(problem);

        var matched = 0;
        string? misfit = null;
        var lsn = await index.Namespace(name).WriteAsync(
            memory =>
            {
                var records = request.Id is { Length: > 0 } id ? memory.Fetch([id]) : memory.Matching(filter);
                matched = records.Count;
                if (matched == 0 || request.DryRun)
                    return null;

                var changed = records.Select(record => Changed(record, request)).ToArray();
                misfit = changed.Select(record => WireVector.Of(record).WhyNot(index.Form)).FirstOrDefault(reason => reason is not null);
                return misfit is null ? new Upserted(changed) : null;
            },
            ct);
        if (misfit is not null)
            return PineconeError.Invalid(misfit);

        if (lsn is not null)
            response.SetRequestLsn(lsn.Value);
        return TypedResults.Ok(new UpdateVectorsResponse(matched));
    }

    private static string? WhyNot(UpdateVectorsRequest request)
    {
        var setsVector = request.Values is { Length: > 0 } || request.SparseValues is not null;
        return request switch
        {
            { Id: { Length: > 0 }, Filter: not null } => "Cannot provide both a vector ID and a filter",
            { Id: { Length: > 0 } id } => setsVector || request.SetMetadata is not null ? RequestLimits.OfId(id) : "Must provide values, sparseValues or setMetadata",
            { Filter: null } => "Must provide a vector ID or a filter",
            { SetMetadata: null } => "Must provide setMetadata with a filter",
            _ => setsVector ? "Cannot set values by filter" : null,
        } ?? VectorLimits.OfMetadata(request.SetMetadata);
    }

    private static StoredVector Changed(StoredVector record, UpdateVectorsRequest request) => new(
        record.Id,
        request.Values is { Length: > 0 } values ? values : record.Dense,
        request.SparseValues?.ToStored() ?? record.Sparse,
        request.SetMetadata is { } fields ? Merged(record.Metadata, fields) : record.Metadata);

    private static JsonElement Merged(JsonElement? old, JsonElement fields)
    {
        var merged = old is { } metadata
            ? metadata.EnumerateObject().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal)
            : [];
        foreach (var field in fields.EnumerateObject())
        {
            merged[field.Name] = field.Value;
        }

        return JsonSerializer.SerializeToElement(merged);
    }
}
