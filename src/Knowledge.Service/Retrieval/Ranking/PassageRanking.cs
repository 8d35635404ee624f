namespace TwinPlatform.Knowledge.Retrieval.Ranking;

/// <summary>The passages for a question, best first, and how well the best of them meet it.</summary>
internal sealed record PassageRanking(IReadOnlyList<RankedPassage> Passages, Evidence Evidence)
{
    /// <summary>The most fitting sentences of the first <paramref name="passages"/> passages, best first.</summary>
    public IReadOnlyList<QuotableSentence> BestSentences(int count, int passages = 5) =>
        [.. Passages
            .Take(passages)
            .SelectMany(passage => passage.Sentences, (passage, sentence) => new QuotableSentence(passage, sentence))
            .OrderByDescending(quotable => quotable.Sentence.Score)
            .Take(count)];
}
