using System.Text.Json;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>What one write does to a namespace.</summary>
internal abstract record Change;

/// <summary>A namespace without records, where there was none.</summary>
/// <param name="Schema">The metadata fields that its maker declared.</param>
internal sealed record NamespaceCreated(JsonElement? Schema) : Change;

/// <summary>New records, and records in place of those with the same ids. No id twice.</summary>
internal sealed record Upserted(IReadOnlyList<StoredVector> Records) : Change;

/// <summary>Other metadata for records that exist.</summary>
internal sealed record Relabelled(IReadOnlyList<IndexedRecord> Records) : Change;

/// <summary>These records, if they exist.</summary>
internal sealed record Deleted(IReadOnlyList<string> Ids) : Change;

/// <summary>The namespace with all that is in it.</summary>
internal sealed record Dropped : Change;
