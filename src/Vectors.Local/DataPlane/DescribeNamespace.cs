using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Data;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

/// <summary>Counts the records of one namespace, and tells what was declared of them.</summary>
internal static class DescribeNamespace
{
    private const string DescribeSql = """
        select record_count as RecordCount, metadata_schema::text as Schema
        from vectors.namespaces
        where index_name = @Index
        """;

    public static async Task<Results<Ok<WireNamespace>, PineconeError>> Handle(HttpContext http, ServedIndex index, NamespaceDb db, CancellationToken ct)
    {
        var stored = NamespaceName.ReadPath(http);
        if (RequestLimits.OfNamespace(stored) is { } problem)
            return PineconeError.Invalid(problem);

        return await db.QueryAsync<Description>(stored, DescribeSql, new { Index = index.Name }, ct) is [var (count, schema)]
            ? TypedResults.Ok(new WireNamespace(NamespaceName.Write(stored), count, schema is null ? null : JsonElement.Parse(schema)))
            : PineconeError.NamespaceNotFound;
    }

    private sealed record Description(long RecordCount, string? Schema);
}

/// <summary>A row of <c>vectors.namespaces</c>.</summary>
internal sealed record NamespaceCount(string Name, long RecordCount);
