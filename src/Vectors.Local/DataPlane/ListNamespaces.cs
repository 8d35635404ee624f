using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Data;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

internal sealed record ListNamespacesResponse(
    IReadOnlyList<WireNamespace> Namespaces, WirePagination? Pagination, [property: JsonPropertyName("total_count")] long TotalCount);

/// <param name="Name">The name.</param>
/// <param name="RecordCount">How many records are in it.</param>
/// <param name="Schema">What its maker declared; told of one namespace, not in lists.</param>
internal sealed record WireNamespace(string Name, [property: JsonPropertyName("record_count")] long RecordCount, JsonElement? Schema = null);

/// <summary>Lists the namespaces of an index by name, a page at a time.</summary>
internal static class ListNamespaces
{
    private const string PageSql = """
        select namespace as Name, record_count as RecordCount
        from vectors.namespaces
        where index_name = @Index and starts_with(namespace, @Prefix) and (@After is null or namespace > @After)
        order by namespace
        limit @Limit
        """;

    private const string TotalSql = """
        select count(*)
        from vectors.namespaces
        where index_name = @Index and starts_with(namespace, @Prefix)
        """;

    public static async Task<Results<Ok<ListNamespacesResponse>, PineconeError>> Handle(
        string? prefix, int? limit, string? paginationToken, ServedIndex index, CrossTenantDb db, CancellationToken ct)
    {
        var size = limit ?? RequestLimits.MaxListed;
        if (RequestLimits.OfListing(prefix, size) is { } problem)
            return PineconeError.Invalid(problem);

        if (!PageToken.TryRead(paginationToken, out var after))
            return PineconeError.Invalid("Invalid pagination token");

        // The default namespace is the empty string: a first page must not begin after it.
        var parameters = new { Index = index.Name, Prefix = prefix ?? "", After = paginationToken is null or "" ? null : after, Limit = size + 1 };
        var (counts, total) = await db.RunAsync(
            async tx => (await tx.QueryAsync<NamespaceCount>(PageSql, parameters), await tx.QuerySingleOrDefaultAsync<long>(TotalSql, parameters)), ct);
        return TypedResults.Ok(new ListNamespacesResponse(
            [.. counts.Take(size).Select(count => new WireNamespace(NamespaceName.Write(count.Name), count.RecordCount))],
            counts.Count > size ? PageToken.After(counts[size - 1].Name) : null,
            total));
    }
}
