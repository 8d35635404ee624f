using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.ControlPlane;

/// <summary>Deletes an index with all that is in it.</summary>
internal static class DeleteIndex
{
    public static async Task<Results<Accepted, PineconeError>> Handle(string name, IndexCatalog catalog, CancellationToken ct)
    {
        if (await catalog.FindAsync(name, ct) is not { } index)
            return DescribeIndex.NotFound(name);

        if (index.Definition.DeletionProtection)
            return PineconeError.Forbidden("Deletion protection is enabled for this index. Disable deletion protection before retrying.");

        return await catalog.DeleteAsync(index, ct) ? TypedResults.Accepted((string?)null) : DescribeIndex.NotFound(name);
    }
}
