using System.Runtime.InteropServices;
using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Retrieval.Ranking;

/// <summary>Looks closer at the passages that the vector store found: scores their sentences, and orders the passages by both.</summary>
/// <remarks>
/// The vector store compares whole chunks. A sentence that holds most of the question is stronger evidence than a chunk that mentions its words here and there,
/// and it is the sentence that will be quoted. Weights and gains were measured with bench/Retrieval.
/// </remarks>
internal static class PassageRanker
{
    private const float PairWeight = 0.8f;
    private const float GramWeight = 0.8f;
    private const float AnswerTypeWeight = 0.25f;
    private const float PassageWeight = 0.5f;
    private const float BestSentenceWeight = 0.3f;

    private const float Saturation = 0.9f;
    private const float LengthWeight = 0.3f;
    private const float AverageWords = 12f;

    public static PassageRanking Rank(string question, TermStatistics statistics, IReadOnlyList<CandidatePassage> candidates, RankingOptions options)
    {
        var query = SparseEncoder.EncodeQuery(question, statistics);
        if (query.Terms.Count == 0 || candidates.Count == 0)
            return new PassageRanking([], Evidence.None);

        var terms = new QueryTerms(query);
        var type = AnswerTypes.Of(WordTokenizer.Tokenize(question));
        var best = candidates.Max(candidate => candidate.VectorScore);
        float passageCoverage = 0, sentenceCoverage = 0;

        var ranked = new List<RankedPassage>(candidates.Count);
        foreach (var candidate in candidates)
        {
            var share = best > 0 ? candidate.VectorScore / best : 0;
            var reading = Read(candidate, share, terms, type);
            passageCoverage = Math.Max(passageCoverage, reading.PassageCoverage);
            sentenceCoverage = Math.Max(sentenceCoverage, reading.SentenceCoverage);
            ranked.Add(new RankedPassage(candidate, share + (BestSentenceWeight * reading.BestSentence), reading.Sentences));
        }

        // The id settles ties, so that the same question always gets the same order.
        ranked.Sort((a, b) => (-a.Score, a.Passage.ChunkId).CompareTo((-b.Score, b.Passage.ChunkId)));
        return new PassageRanking(Capped(ranked, options), new Evidence(best / query.SelfScore, passageCoverage, sentenceCoverage));
    }

    private static Reading Read(CandidatePassage candidate, float passageShare, QueryTerms terms, AnswerType type)
    {
        var words = CollectionsMarshal.AsSpan(WordTokenizer.Tokenize(candidate.Content));
        Span<int> met = terms.Count <= 512 ? stackalloc int[terms.Count] : new int[terms.Count];
        Span<int> metByPassage = terms.Count <= 512 ? stackalloc int[terms.Count] : new int[terms.Count];
        metByPassage.Clear();
        CountHeadings(candidate, terms, metByPassage);

        float bestSentence = 0, sentenceCoverage = 0;
        var sentences = new List<RankedSentence>();
        var next = 0;
        foreach (var span in SentencesOf(candidate))
        {
            var first = next;
            while (next < words.Length && words[next].Start < span.End)
                next++;

            met.Clear();
            var sentence = words[first..next];
            var length = terms.CountTerms(sentence, met);
            for (var slot = 0; slot < met.Length; slot++)
                metByPassage[slot] += met[slot];

            var score = WordScore(terms, met, length)
                + (PairWeight * terms.Coverage(met, TermChannel.Pair))
                + (GramWeight * terms.Coverage(met, TermChannel.Gram))
                + (AnswerTypes.IsMet(type, candidate.Content, sentence, terms) ? AnswerTypeWeight : 0);
            bestSentence = Math.Max(bestSentence, score);
            sentenceCoverage = Math.Max(sentenceCoverage, terms.WordCoverage(met));
            sentences.Add(new RankedSentence(span.Start, span.End, score + (PassageWeight * passageShare)));
        }

        sentences.Sort((a, b) => (-a.Score, a.Start).CompareTo((-b.Score, b.Start)));
        return new Reading(sentences, bestSentence, sentenceCoverage, terms.WordCoverage(metByPassage));
    }

    private static IEnumerable<TextSpan> SentencesOf(CandidatePassage candidate) => candidate.Blocks.Count == 0
        ? SentenceSplitter.Split(candidate.Content)
        : candidate.Blocks.SelectMany(block => SentenceSplitter.Split(candidate.Content, block.Start, block.End));

    private static void CountHeadings(CandidatePassage candidate, QueryTerms terms, Span<int> met)
    {
        terms.CountTerms(CollectionsMarshal.AsSpan(WordTokenizer.Tokenize(candidate.Title)), met);
        foreach (var heading in candidate.HeadingPath)
            terms.CountTerms(CollectionsMarshal.AsSpan(WordTokenizer.Tokenize(heading)), met);
    }

    /// <summary>BM25 of the sentence's words as a share of what a sentence of average length with each of them would score.</summary>
    private static float WordScore(QueryTerms terms, ReadOnlySpan<int> met, int length)
    {
        var damping = Saturation * (1 - LengthWeight + (LengthWeight * length / AverageWords));
        float score = 0, self = 0;
        for (var slot = 0; slot < met.Length; slot++)
        {
            var term = terms[slot];
            if (term.Channel != TermChannel.Word)
                continue;

            self += term.Weight;
            score += term.Weight * met[slot] * (1 + Saturation) / (met[slot] + damping);
        }

        return self > 0 ? score / self : 0;
    }

    private static List<RankedPassage> Capped(List<RankedPassage> ranked, RankingOptions options)
    {
        var perSource = new Dictionary<Guid, int>();
        var kept = new List<RankedPassage>(Math.Min(ranked.Count, options.MaxPassages));
        foreach (var passage in ranked)
        {
            if (kept.Count == options.MaxPassages)
                break;

            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(perSource, passage.Passage.SourceId, out _);
            if (count++ < options.MaxPassagesPerSource)
                kept.Add(passage);
        }

        return kept;
    }

    private readonly record struct Reading(List<RankedSentence> Sentences, float BestSentence, float SentenceCoverage, float PassageCoverage);
}
