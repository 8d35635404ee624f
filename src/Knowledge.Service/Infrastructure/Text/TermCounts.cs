namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>Counts the terms of a passage or a question over the three channels.</summary>
internal sealed class TermCounts
{
    /// <summary>The word that stands for a passage of which nothing can be indexed, because a vector without entries cannot be stored.</summary>
    private static readonly uint Placeholder = TermHash.OfWord(default);

    public Dictionary<uint, (int Count, TermChannel Channel)> Terms { get; } = new(512);

    /// <summary>Indexed words, repetitions included: the length that BM25 compares.</summary>
    public int WordCount { get; private set; }

    /// <summary>Whether a passage is indexed by the word.</summary>
    public static bool Indexed(Lexeme lexeme) => !lexeme.IsStopWord;

    /// <summary>Whether a question asks for the word.</summary>
    public static bool Asked(Lexeme lexeme) => !lexeme.IsStopWord && !StopWords.ShapesQuestion(lexeme.Form);

    /// <summary>Adds one field; pairs do not reach from one field into the next.</summary>
    public void Add(ReadOnlySpan<char> field, Func<Lexeme, bool> counts)
    {
        Lexeme? previous = null;
        foreach (var word in WordTokenizer.Tokenize(field))
        {
            var lexeme = word.Lexeme;
            if (!counts(lexeme))
                continue;

            Add(lexeme.WordIndex, TermChannel.Word);
            if (word.IsCompound)
                continue;

            WordCount++;
            foreach (var gram in lexeme.GramIndices)
                Add(gram, TermChannel.Gram);
            if (previous is not null)
                Add(TermHash.OfPair(previous.WordIndex, lexeme.WordIndex), TermChannel.Pair);
            previous = lexeme;
        }
    }

    /// <summary>"To be, or not to be" is indexed by its stop words, "* * *" by the placeholder.</summary>
    public void AddPlaceholder(ReadOnlySpan<char> content)
    {
        Add(content, _ => true);
        if (Terms.Count == 0)
            Add(Placeholder, TermChannel.Word);
    }

    private void Add(uint index, TermChannel channel)
    {
        ref var entry = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Terms, index, out var exists);
        entry = (entry.Count + 1, exists ? entry.Channel : channel);
    }
}
