using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Filters;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Search;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

internal sealed record DeleteVectorsRequest(IReadOnlyList<string>? Ids = null, bool DeleteAll = false, JsonElement? Filter = null, string? Namespace = null);

/// <summary>Deletes records by id or by filter, or a namespace with all that is in it.</summary>
internal static class DeleteVectors
{
    public static async Task<Results<Ok<WireNothing>, PineconeError>> Handle(
        DeleteVectorsRequest request, ServedIndex index, HttpResponse response, CancellationToken ct)
    {
        var name = NamespaceName.Read(request.Namespace);
        var filter = FilterParser.Parse(request.Filter, out var filterProblem);
        if ((RequestLimits.OfNamespace(name) ?? WhyNot(request) ?? filterProblem) is { } problem)
            return PineconeError.Invalid(problem);

        var records = index.Namespace(name);
        var lsn = request switch
        {
            { Ids: { Count: > 0 } ids } => await records.WriteAsync(new Deleted(ids), ct),
            { DeleteAll: true } => await records.WriteAsync(new Dropped(), ct),
            _ => await records.WriteAsync(async tx => new Deleted([.. (await tx.LoadAsync()).Matching(filter).Select(record => record.Id)]), ct),
        };
        if (lsn is null)
            return PineconeError.NamespaceNotFound;

        response.SetRequestLsn(lsn.Value);
        return TypedResults.Ok(new WireNothing());
    }

    private static string? WhyNot(DeleteVectorsRequest request)
    {
        var byIds = request.Ids is { Count: > 0 };
        return ((byIds ? 1 : 0) + (request.DeleteAll ? 1 : 0) + (request.Filter is null ? 0 : 1)) switch
        {
            1 => byIds ? RequestLimits.OfIds(request.Ids!) : null,
            _ => "Must provide exactly one of ids, deleteAll and filter",
        };
    }
}
