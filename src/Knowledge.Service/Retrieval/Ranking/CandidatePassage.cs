namespace TwinPlatform.Knowledge.Retrieval.Ranking;

/// <summary>A chunk that the vector store found, with the text that its vector was made of.</summary>
internal sealed record CandidatePassage(Guid ChunkId, Guid SourceId, string? Title, IReadOnlyList<string> HeadingPath, string Content, float VectorScore);
