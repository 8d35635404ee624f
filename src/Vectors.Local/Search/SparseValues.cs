namespace TwinPlatform.Vectors.Local.Search;

/// <summary>The non-zero entries of a vector with 2^32 dimensions, each index once, in the order they were written.</summary>
internal sealed record SparseValues(uint[] Indices, float[] Values)
{
    public static SparseValues None { get; } = new([], []);
}
