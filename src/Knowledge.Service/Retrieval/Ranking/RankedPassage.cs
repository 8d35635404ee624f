namespace TwinPlatform.Knowledge.Retrieval.Ranking;

/// <summary>A passage in its place, with its sentences from the most to the least fitting.</summary>
internal sealed record RankedPassage(CandidatePassage Passage, float Score, IReadOnlyList<RankedSentence> Sentences);

/// <summary>A sentence of a passage; the offsets are UTF-16 and count from the start of the passage's content.</summary>
internal readonly record struct RankedSentence(int Start, int End, float Score);

/// <summary>A sentence that may be quoted, with the passage that it stands in.</summary>
internal readonly record struct QuotableSentence(RankedPassage Passage, RankedSentence Sentence);
