using TwinPlatform.Vectors.Local.Filters;
using TwinPlatform.Vectors.Local.Indexes;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>What to look for. A dense index compares the dense values, and adds the dot product of the sparse ones if both are given.</summary>
internal sealed record VectorQuery(float[]? Dense, SparseValues? Sparse, MetadataFilter Filter, int TopK);

/// <param name="Record">The record.</param>
/// <param name="Score">By the index's metric: for <see cref="Metric.Euclidean"/> the squared distance, where less is better.</param>
internal sealed record VectorMatch(IndexedRecord Record, float Score);
