namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>Turns passages and questions into the two sides of one BM25 score over three channels.</summary>
/// <remarks>
/// A passage carries only the saturation of its own term counts, a question carries inverse frequency × channel weight. What a twin's knowledge grows by
/// thus changes no stored vector. For the same reason the length that counts as average is a constant, not a measured mean: chunks are cut to one size
/// (about 200 words, of which some 110 are not stop words), so the mean is known beforehand.
/// </remarks>
internal static class SparseEncoder
{
    /// <summary>Names the way vectors are made: vectors of different encoders are not comparable, and a change needs a new version.</summary>
    public const string Id = "sparse-en-3ch";

    /// <inheritdoc cref="Id"/>
    public const int Version = 1;

    /// <summary>The most entries that Pinecone accepts in a sparse vector; the heaviest are kept, which means words before pairs before parts of words.</summary>
    public const int MaxTerms = 1000;

    private const float Saturation = 0.9f;
    private const float LengthWeight = 0.75f;
    private const float AverageWords = 110f;

    /// <summary>The vector of a passage, found by its title and headings as well as by its content. Never empty.</summary>
    public static SparseVector EncodeChunk(string? title, IReadOnlyList<string> headingPath, ReadOnlySpan<char> content)
    {
        var counts = new TermCounts();
        counts.Add(title, TermCounts.Indexed);
        foreach (var heading in headingPath)
            counts.Add(heading, TermCounts.Indexed);
        counts.Add(content, TermCounts.Indexed);
        if (counts.Terms.Count == 0)
            counts.AddPlaceholder(content);

        var damping = Saturation * (1 - LengthWeight + (LengthWeight * counts.WordCount / AverageWords));
        var terms = new List<(uint Index, float Value, TermChannel Channel)>(counts.Terms.Count);
        foreach (var (index, (count, channel)) in counts.Terms)
            terms.Add((index, count * (1 + Saturation) / (count + damping), channel));

        if (terms.Count > MaxTerms)
            KeepHeaviest(terms);
        return Sorted(terms);
    }

    public static EncodedQuery EncodeQuery(string text, TermStatistics statistics)
    {
        var counts = new TermCounts();
        counts.Add(text, TermCounts.Asked);

        var terms = new List<QueryTerm>(counts.Terms.Count);
        foreach (var (index, (count, channel)) in counts.Terms)
            terms.Add(new QueryTerm(index, channel, statistics.InverseFrequencyOf(index), count));
        terms.Sort((a, b) => (-a.Weight, a.Index).CompareTo((-b.Weight, b.Index)));
        if (terms.Count > MaxTerms)
            terms.RemoveRange(MaxTerms, terms.Count - MaxTerms);

        return new EncodedQuery(Sorted(terms.ConvertAll(term => (term.Index, term.Weight, term.Channel))), terms);
    }

    private static void KeepHeaviest(List<(uint Index, float Value, TermChannel Channel)> terms)
    {
        terms.Sort((a, b) => (-a.Value * ChannelWeight.Of(a.Channel), a.Index).CompareTo((-b.Value * ChannelWeight.Of(b.Channel), b.Index)));
        terms.RemoveRange(MaxTerms, terms.Count - MaxTerms);
    }

    private static SparseVector Sorted(List<(uint Index, float Value, TermChannel Channel)> terms)
    {
        var indices = new uint[terms.Count];
        var values = new float[terms.Count];
        for (var i = 0; i < indices.Length; i++)
            (indices[i], values[i]) = (terms[i].Index, terms[i].Value);

        Array.Sort(indices, values);
        return new SparseVector(indices, values);
    }
}
