using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Data;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

internal sealed record ListVectorsResponse(IReadOnlyList<WireListed> Vectors, WirePagination? Pagination, string Namespace, WireUsage Usage);

internal sealed record WireListed(string Id);

/// <summary>Lists ids in the order of their bytes, all or those with a prefix, a page at a time.</summary>
internal static class ListVectors
{
    private const string IdsSql = """
        select id
        from vectors.records
        where index_name = @Index and id > @After and id >= @Prefix and id < @End
        order by id
        limit @Limit
        """;

    /// <remarks>Ids are ASCII, so the first character that is not is beyond every id with the prefix.</remarks>
    private const string BeyondAscii = "\u0080";

    public static async Task<Results<Ok<ListVectorsResponse>, PineconeError>> Handle(
        string? prefix, int? limit, string? paginationToken, string? @namespace, ServedIndex index, NamespaceDb db, CancellationToken ct)
    {
        var name = NamespaceName.Read(@namespace);
        var size = limit ?? RequestLimits.MaxListed;
        if ((RequestLimits.OfNamespace(name) ?? RequestLimits.OfListing(prefix, size)) is { } problem)
            return PineconeError.Invalid(problem);

        if (!PageToken.TryRead(paginationToken, out var after))
            return PineconeError.Invalid("Invalid pagination token");

        var parameters = new { Index = index.Name, After = after, Prefix = prefix ?? "", End = prefix + BeyondAscii, Limit = size + 1 };
        var ids = await db.QueryAsync<string>(name, IdsSql, parameters, ct);
        return TypedResults.Ok(new ListVectorsResponse(
            [.. ids.Take(size).Select(id => new WireListed(id))],
            ids.Count > size ? PageToken.After(ids[size - 1]) : null,
            @namespace ?? "",
            WireUsage.Free));
    }
}
