using System.Text.Json;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Search;

namespace TwinPlatform.Vectors.Local.Wire;

/// <summary>A record in a request or an answer.</summary>
internal sealed record WireVector(string Id, float[]? Values = null, WireSparse? SparseValues = null, JsonElement? Metadata = null)
{
    /// <summary>What is wrong with it, or null.</summary>
    public string? WhyNot(IndexForm form) =>
        RequestLimits.OfId(Id) ?? VectorLimits.Of(form, Values, SparseValues) ?? VectorLimits.OfMetadata(Metadata);

    public StoredVector ToStored() => new(Id, Values is { Length: > 0 } ? Values : null, SparseValues?.ToStored(), Metadata);

    public static WireVector Of(StoredVector record) => new(record.Id, record.Dense, WireSparse.Of(record.Sparse), record.Metadata);
}

/// <summary>The two lists belong together, place by place.</summary>
internal sealed record WireSparse(uint[] Indices, float[] Values)
{
    public SparseValues ToStored() => new(Indices, Values);

    public static WireSparse? Of(SparseValues? stored) => stored is null ? null : new(stored.Indices, stored.Values);
}

/// <summary>Pinecone bills by read units; here they are free.</summary>
internal sealed record WireUsage(int ReadUnits)
{
    public static WireUsage Free { get; } = new(0);
}

internal sealed record WirePagination(string Next);

/// <summary>An answer that says only that it was done.</summary>
internal sealed record WireNothing;
