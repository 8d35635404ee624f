using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Retrieval.Ranking;

/// <summary>A chunk that the vector store found, with the text that its vector was made of.</summary>
/// <param name="ChunkId">The chunk.</param>
/// <param name="SourceId">Its source.</param>
/// <param name="Title">The source's title.</param>
/// <param name="HeadingPath">The headings that all of it stands under.</param>
/// <param name="Content">Its text.</param>
/// <param name="Blocks">Its headings, paragraphs, table rows …, in offsets into the content: no sentence reaches from one into the next. Empty: one block.</param>
/// <param name="VectorScore">What the vector store gave it.</param>
internal sealed record CandidatePassage(
    Guid ChunkId, Guid SourceId, string? Title, IReadOnlyList<string> HeadingPath, string Content, IReadOnlyList<TextSpan> Blocks, float VectorScore);
