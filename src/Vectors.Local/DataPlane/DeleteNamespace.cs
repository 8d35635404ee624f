using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Search;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

/// <summary>Deletes a namespace with all that is in it.</summary>
internal static class DeleteNamespace
{
    public static async Task<Results<Ok<WireNothing>, PineconeError>> Handle(HttpContext http, ServedIndex index, CancellationToken ct)
    {
        var stored = NamespaceName.ReadPath(http);
        if (RequestLimits.OfNamespace(stored) is { } problem)
            return PineconeError.Invalid(problem);

        if (await index.Namespace(stored).WriteAsync(new Dropped(), ct) is not { } lsn)
            return PineconeError.NamespaceNotFound;

        http.Response.SetRequestLsn(lsn);
        return TypedResults.Ok(new WireNothing());
    }
}
