using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Retrieval.Ranking;

/// <summary>A question's terms, numbered, so that the terms met by a sentence are one small array.</summary>
internal sealed class QueryTerms
{
    private const float CommonWordWeight = 0.4f;

    private readonly Dictionary<uint, int> _slots;
    private readonly IReadOnlyList<QueryTerm> _terms;

    public QueryTerms(EncodedQuery query)
    {
        _terms = query.Terms;
        _slots = new Dictionary<uint, int>(_terms.Count);
        for (var slot = 0; slot < _terms.Count; slot++)
            _slots.Add(_terms[slot].Index, slot);
    }

    public int Count => _terms.Count;

    public QueryTerm this[int slot] => _terms[slot];

    public bool Contains(uint index) => _slots.ContainsKey(index);

    /// <summary>Counts in <paramref name="met"/> the terms of the question among the words; returns how many words would be indexed.</summary>
    public int CountTerms(ReadOnlySpan<Word> words, Span<int> met)
    {
        Lexeme? previous = null;
        var length = 0;
        foreach (var word in words)
        {
            var lexeme = word.Lexeme;
            if (lexeme.IsStopWord)
                continue;

            CountIfAsked(lexeme.WordIndex, met);
            if (word.IsCompound)
                continue;

            length++;
            foreach (var gram in lexeme.GramIndices)
                CountIfAsked(gram, met);
            if (previous is not null)
                CountIfAsked(TermHash.OfPair(previous.WordIndex, lexeme.WordIndex), met);
            previous = lexeme;
        }

        return length;
    }

    /// <summary>The share of the question's terms in a channel, weighted by rarity, that was met at least once.</summary>
    public float Coverage(ReadOnlySpan<int> met, TermChannel channel) => Coverage(met, channel, commonWeight: 1);

    /// <summary>The same for its words, of which common ones count less: the evidence that the question's subject was met.</summary>
    public float WordCoverage(ReadOnlySpan<int> met) => Coverage(met, TermChannel.Word, CommonWordWeight);

    private float Coverage(ReadOnlySpan<int> met, TermChannel channel, float commonWeight)
    {
        float covered = 0, asked = 0;
        for (var slot = 0; slot < _terms.Count; slot++)
        {
            var term = _terms[slot];
            if (term.Channel != channel)
                continue;

            var weight = term.InverseFrequency * (commonWeight < 1 && CommonWords.Contain(term.Index) ? commonWeight : 1);
            asked += weight;
            if (met[slot] > 0)
                covered += weight;
        }

        return asked > 0 ? covered / asked : 0;
    }

    private void CountIfAsked(uint index, Span<int> met)
    {
        if (_slots.TryGetValue(index, out var slot))
            met[slot]++;
    }
}
