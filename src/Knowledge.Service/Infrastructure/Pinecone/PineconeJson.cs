using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TwinPlatform.Contracts;
using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Infrastructure.Pinecone;

/// <summary>The shapes of Pinecone's data plane, camelCase, with nulls left out.</summary>
internal static class PineconeJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static JsonObject Of(VectorFilter filter)
    {
        var json = new JsonObject { ["tenant_id"] = Operator("$eq", JsonValue.Create(filter.Tenant.ToString())) };
        if (filter.Sources is { } sources)
            json["source_id"] = Operator("$in", new JsonArray([.. sources.Select(source => JsonValue.Create(source.ToString()))]));
        return json;
    }

    private static JsonObject Operator(string name, JsonNode? operand) => new() { [name] = operand };
}

internal sealed record PineconeVector(string Id, float[]? Values, PineconeSparse? SparseValues, PineconeMetadata Metadata)
{
    public static PineconeVector Of(VectorRecord record) =>
        new(record.Id, record.Dense, PineconeSparse.Of(record.Sparse), PineconeMetadata.Of(record.Metadata));
}

internal sealed record PineconeMetadata(
    [property: JsonPropertyName("tenant_id")] TenantId TenantId,
    [property: JsonPropertyName("twin_id")] TwinId TwinId,
    [property: JsonPropertyName("source_id")] Guid SourceId)
{
    public static PineconeMetadata Of(VectorMetadata metadata) => new(metadata.TenantId, metadata.TwinId, metadata.SourceId);

    public VectorMetadata ToMetadata() => new(TenantId, TwinId, SourceId);
}

internal sealed record PineconeQuery(
    string Namespace, int TopK, float[]? Vector, PineconeSparse? SparseVector, JsonObject? Filter, bool IncludeMetadata);

internal sealed record PineconeSparse(uint[] Indices, float[] Values)
{
    [return: NotNullIfNotNull(nameof(vector))]
    public static PineconeSparse? Of(SparseVector? vector) => vector is null ? null : new(vector.Indices, vector.Values);
}

internal sealed record PineconeMatches(IReadOnlyList<PineconeMatch> Matches);

internal sealed record PineconeMatch(string Id, float Score, PineconeMetadata? Metadata);

internal sealed record PineconeDelete(string Namespace, IReadOnlyList<string>? Ids = null, bool? DeleteAll = null, JsonObject? Filter = null);

internal sealed record PineconeList(IReadOnlyList<PineconeListed>? Vectors, PineconePagination? Pagination);

internal sealed record PineconeListed(string Id);

internal sealed record PineconePagination(string? Next);

internal sealed record PineconeNamespace([property: JsonPropertyName("record_count")] long RecordCount);

internal sealed record PineconeError(string? Message);

/// <summary>An answer without anything to read.</summary>
internal sealed record PineconeNothing;
