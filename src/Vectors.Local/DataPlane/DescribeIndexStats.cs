using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Data;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

internal sealed record DescribeIndexStatsRequest(JsonElement? Filter = null);

internal sealed record DescribeIndexStatsResponse(
    IReadOnlyDictionary<string, WireNamespaceSummary> Namespaces, int? Dimension, int IndexFullness, long TotalVectorCount, string Metric, string VectorType);

internal sealed record WireNamespaceSummary(long VectorCount);

/// <summary>Counts the records of each namespace.</summary>
internal static class DescribeIndexStats
{
    private const string CountsSql = """
        select namespace as Name, record_count as RecordCount
        from vectors.namespaces
        where index_name = @Index
        """;

    public static async Task<Results<Ok<DescribeIndexStatsResponse>, PineconeError>> Handle(
        DescribeIndexStatsRequest? request, ServedIndex index, CrossTenantDb db, CancellationToken ct)
    {
        if (request?.Filter is not null)
            return PineconeError.Invalid("Serverless indexes do not support describing index stats with metadata filtering");

        var counts = await db.QueryAsync<NamespaceCount>(CountsSql, new { Index = index.Name }, ct);
        return TypedResults.Ok(new DescribeIndexStatsResponse(
            counts.ToDictionary(count => NamespaceName.Write(count.Name), count => new WireNamespaceSummary(count.RecordCount)),
            index.Form.Dimension,
            IndexFullness: 0,
            counts.Sum(count => count.RecordCount),
            index.Form.Metric.ToWire(),
            index.Form.VectorType.ToWire()));
    }
}
