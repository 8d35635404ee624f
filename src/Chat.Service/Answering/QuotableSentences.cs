using TwinPlatform.Contracts.Knowledge.V1;

namespace TwinPlatform.Chat.Answering;

/// <summary>A sentence, or a few that only make sense together, with the score of the best among them.</summary>
internal readonly record struct QuotableSentence(int Start, int End, double Score);

/// <summary>Makes quotable units of a passage's sentences.</summary>
/// <remarks>
/// The sentences that are most like a question are often no answer to it: the question itself on a page of questions and answers, the heading above the paragraph,
/// the line "There are three plans:" above the list. The first two hand their score to the sentence that follows; the third is quoted together with its list.
/// </remarks>
internal static class QuotableSentences
{
    private const int MaxListLength = 700;

    /// <returns>In reading order. A sentence whose offsets lie outside the passage is left out.</returns>
    public static List<QuotableSentence> Of(Passage passage)
    {
        var sentences = passage.Sentences
            .Where(sentence => passage.Start <= sentence.Start && sentence.Start < sentence.End && sentence.End <= passage.Start + passage.Content.Length)
            .OrderBy(sentence => sentence.Start)
            .ToList();

        var quotable = new List<QuotableSentence>(sentences.Count);
        double handedOn = 0;
        for (var at = 0; at < sentences.Count; at++)
        {
            var (start, end, score) = (sentences[at].Start, sentences[at].End, Math.Max(sentences[at].Score, handedOn));
            var text = Text(passage, sentences[at]);
            if (IsNoStatement(text, passage, start))
            {
                handedOn = score;
                continue;
            }

            handedOn = 0;
            if (text[^1] == ':')
            {
                while (at + 1 < sentences.Count && sentences[at + 1].End - start <= MaxListLength && BelongsToLeadIn(passage, sentences, at + 1))
                {
                    at++;
                    (end, score) = (sentences[at].End, Math.Max(score, sentences[at].Score));
                }
            }

            quotable.Add(new QuotableSentence(start, end, score));
        }

        return quotable;
    }

    private static ReadOnlySpan<char> Text(Passage passage, Sentence sentence) =>
        passage.Content.AsSpan(sentence.Start - passage.Start, sentence.End - sentence.Start);

    private static bool IsNoStatement(ReadOnlySpan<char> text, Passage passage, int start)
    {
        var readable = ReadableText.Of(text.ToString());
        return readable.EndsWith('?') || readable.EndsWith('？')
            || !readable.Any(char.IsLetterOrDigit)
            || IsMarkdownHeading(text)
            || PassageBlocks.HeadingsAt(passage, start).Append(passage.SourceTitle).Any(heading => ReadableText.Of(heading).Equals(readable, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsMarkdownHeading(ReadOnlySpan<char> text)
    {
        var signs = text.IndexOfAnyExcept('#');
        return signs is >= 1 and <= 6 && text[signs] == ' ' && !text.Contains('\n');
    }

    /// <summary>Every item of the list under the lead-in; where there is no list, the one sentence after it.</summary>
    private static bool BelongsToLeadIn(Passage passage, List<Sentence> sentences, int at) =>
        ReadableText.IsListItem(Text(passage, sentences[at])) || Text(passage, sentences[at - 1])[^1] == ':';
}
