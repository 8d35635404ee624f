using System.Numerics.Tensors;
using System.Text.Json;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>A record as it is searched. It never changes: an update makes another one.</summary>
internal sealed record StoredVector(string Id, float[]? Dense, SparseValues? Sparse, JsonElement? Metadata)
{
    /// <summary>The length of the dense vector, which cosine similarity divides by.</summary>
    public float Norm { get; } = Dense is null ? 0 : TensorPrimitives.Norm(Dense);
}
