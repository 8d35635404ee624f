using TwinPlatform.Contracts;
using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Infrastructure.Pinecone;

/// <summary>What to look for: <see cref="SparseQuery"/> or <see cref="DenseQuery"/>, by the kind of index.</summary>
internal abstract record VectorQuery;

/// <summary>Scores by dot product over the dimensions that query and record share; a record that shares none is no match.</summary>
internal sealed record SparseQuery(SparseVector Vector) : VectorQuery;

/// <summary>Scores by the metric of the dense index.</summary>
internal sealed record DenseQuery(float[] Values) : VectorQuery;

/// <summary>Which records may be found or deleted.</summary>
/// <param name="Tenant">Always part of the filter: the namespace keeps twins apart, and this holds even where a namespace was mixed up.</param>
internal sealed record VectorFilter(TenantId Tenant)
{
    /// <summary>Only these sources; null means every source of the twin, an empty list means none.</summary>
    public IReadOnlyCollection<Guid>? Sources { get; init; }
}

/// <summary>A record that was found, best first.</summary>
internal sealed record VectorMatch(string Id, float Score, VectorMetadata Metadata);
