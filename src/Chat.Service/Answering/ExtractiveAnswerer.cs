using TwinPlatform.Contracts.Knowledge.V1;

namespace TwinPlatform.Chat.Answering;

/// <summary>Decides what to quote: the few sentences that answer best, or none. It needs no model and writes no word of its own.</summary>
internal static class ExtractiveAnswerer
{
    /// <summary>The name under which answers say how they were made.</summary>
    public const string Name = "extractive";

    private const int MaxQuotes = 3;
    private const int MaxPassages = 5;

    /// <remarks>
    /// A further sentence must be nearly as good as the best one. Measured on SQuAD 2.0 (one twin per article): at 0.7 an answer has 1.65 sentences and holds what was
    /// asked for in 86 of 100 cases; the best sentence alone does in 77, three sentences always in 89.
    /// </remarks>
    private const double ShareOfBest = 0.7;

    /// <returns>What to quote, in the order of the answer: best source first, and each source in its own reading order. Empty is silence.</returns>
    public static IReadOnlyList<QuotedPlace> Decide(SearchReply found)
    {
        if (found.Evidence is not { Sufficient: true })
        {
            return [];
        }

        var candidates = found.Passages
            .Take(MaxPassages)
            .SelectMany(passage => QuotableSentences.Of(passage), (passage, sentence) => (Passage: passage, Sentence: sentence))
            .OrderByDescending(candidate => candidate.Sentence.Score)
            .ToList();

        var chosen = new List<QuotedPlace>(MaxQuotes);
        var readable = new List<string>(MaxQuotes);
        foreach (var (passage, sentence) in candidates)
        {
            if (chosen.Count == MaxQuotes || sentence.Score < candidates[0].Sentence.Score * ShareOfBest)
            {
                break;
            }

            var place = new QuotedPlace(passage, sentence.Start, sentence.End);
            var text = ReadableText.Of(place.Text);
            if (!readable.Exists(other => NearDuplicate.Is(text, other)) && !chosen.Exists(place.Overlaps))
            {
                chosen.Add(place);
                readable.Add(text);
            }
        }

        // GroupBy keeps the order of first appearance, which is the order of merit.
        return [.. chosen.GroupBy(place => (place.Passage.SourceId, place.Passage.SourceVersion)).SelectMany(source => source.OrderBy(place => place.Start))];
    }
}
