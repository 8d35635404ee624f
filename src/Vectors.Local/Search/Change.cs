namespace TwinPlatform.Vectors.Local.Search;

/// <summary>What one write does to a namespace.</summary>
internal abstract record Change;

/// <summary>New records, and records in place of those with the same ids. No id twice.</summary>
internal sealed record Upserted(IReadOnlyList<StoredVector> Records) : Change;

/// <summary>These records, if they exist.</summary>
internal sealed record Deleted(IReadOnlyList<string> Ids) : Change;

/// <summary>The namespace with all that is in it.</summary>
internal sealed record Dropped : Change;
