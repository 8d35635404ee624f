using System.Text.Json;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>A record as a client writes and reads it.</summary>
internal sealed record StoredVector(string Id, float[]? Dense, SparseValues? Sparse, JsonElement? Metadata);
