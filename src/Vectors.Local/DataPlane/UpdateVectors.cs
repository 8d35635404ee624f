using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Filters;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Search;
using TwinPlatform.Vectors.Local.Storage;
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

        var update = new Update(request, filter, index.Form);
        var lsn = await index.Namespace(name).WriteAsync(update.DecideAsync, ct);
        if (update.Misfit is { } misfit)
            return PineconeError.Invalid(misfit);

        if (lsn is not null)
            response.SetRequestLsn(lsn.Value);
        return TypedResults.Ok(new UpdateVectorsResponse(update.Matched));
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

    /// <summary>What the request changes, decided on what is there.</summary>
    private sealed class Update(UpdateVectorsRequest request, MetadataFilter filter, IndexForm form)
    {
        public int Matched { get; private set; }

        /// <summary>What a changed record would break, or null.</summary>
        public string? Misfit { get; private set; }

        public async Task<Change?> DecideAsync(NamespaceTransaction tx) => request switch
        {
            { Id: { Length: > 0 } id } => Counted(await tx.FetchAsync([id])) is [var record] && !request.DryRun ? Changed(record) : null,
            _ => Counted((await tx.LoadAsync()).Matching(filter)) is { Count: > 0 } records && !request.DryRun ? Relabelled(records) : null,
        };

        private IReadOnlyList<T> Counted<T>(IReadOnlyList<T> records)
        {
            Matched = records.Count;
            return records;
        }

        private Upserted? Changed(StoredVector record)
        {
            var changed = new StoredVector(
                record.Id,
                request.Values is { Length: > 0 } values ? values : record.Dense,
                request.SparseValues?.ToStored() ?? record.Sparse,
                request.SetMetadata is { } fields ? Merged(record.Metadata, fields) : record.Metadata);
            Misfit = WireVector.Of(changed).WhyNot(form);
            return Misfit is null ? new Upserted([changed]) : null;
        }

        private Relabelled? Relabelled(IReadOnlyList<IndexedRecord> records)
        {
            IndexedRecord[] changed = [.. records.Select(record => new IndexedRecord(record.Id, Merged(record.Metadata, request.SetMetadata!.Value)))];
            Misfit = changed.Select(record => VectorLimits.OfMetadata(record.Metadata)).FirstOrDefault(reason => reason is not null);
            return Misfit is null ? new Relabelled(changed) : null;
        }

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
}
