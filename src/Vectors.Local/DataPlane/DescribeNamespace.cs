using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Data;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

/// <summary>Counts the records of one namespace.</summary>
internal static class DescribeNamespace
{
    private const string CountSql = """
        select namespace as Name, record_count as RecordCount
        from vectors.namespaces
        where index_name = @Index
        """;

    public static async Task<Results<Ok<WireNamespace>, PineconeError>> Handle(string name, ServedIndex index, NamespaceDb db, CancellationToken ct)
    {
        var stored = NamespaceName.Read(name);
        if (RequestLimits.OfNamespace(stored) is { } problem)
            return PineconeError.Invalid(problem);

        return await db.QueryAsync<NamespaceCount>(stored, CountSql, new { Index = index.Name }, ct) is [var count]
            ? TypedResults.Ok(new WireNamespace(NamespaceName.Write(count.Name), count.RecordCount))
            : PineconeError.NamespaceNotFound;
    }
}

/// <summary>A row of <c>vectors.namespaces</c>.</summary>
internal sealed record NamespaceCount(string Name, long RecordCount);
