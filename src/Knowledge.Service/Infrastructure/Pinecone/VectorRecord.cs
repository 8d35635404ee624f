using TwinPlatform.Contracts;
using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Infrastructure.Pinecone;

/// <summary>One chunk as the index stores it.</summary>
/// <param name="Id">The chunk's id: a retry writes the same record again and not a second one.</param>
/// <param name="Metadata">Whose it is.</param>
internal sealed record VectorRecord(string Id, VectorMetadata Metadata)
{
    /// <summary>For a sparse index.</summary>
    public SparseVector? Sparse { get; init; }

    /// <summary>For a dense index.</summary>
    public float[]? Dense { get; init; }
}

/// <summary>What is stored with a vector: enough to filter by and to trace it back, and nothing of the text.</summary>
internal sealed record VectorMetadata(TenantId TenantId, TwinId TwinId, Guid SourceId);
