using Lucene.Net.Tartarus.Snowball.Ext;

namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>A normalised word with what the three channels need of it; computed once per distinct word and thread.</summary>
internal sealed class Lexeme
{
    private const int GramLength = 5;

    // Texts repeat a small vocabulary: 32k entries hold that of a book; beyond it the memory matters more than the hit rate.
    private const int CacheLimit = 32_768;

    [ThreadStatic]
    private static Dictionary<string, Lexeme>? _cache;

    // Not thread-safe: it keeps the word that it works on.
    [ThreadStatic]
    private static EnglishStemmer? _stemmer;

    private Lexeme(string form)
    {
        Form = form;
        IsStopWord = StopWords.Contains(form);
        Stem = StemOf(form);
        WordIndex = TermHash.OfWord(Stem);
        GramIndices = IsStopWord ? [] : GramsOf(form);
    }

    /// <summary>The word in lower case, without accents on Latin letters.</summary>
    public string Form { get; }

    public string Stem { get; }

    public bool IsStopWord { get; }

    public uint WordIndex { get; }

    public uint[] GramIndices { get; }

    public static Lexeme Of(ReadOnlySpan<char> form)
    {
        _cache ??= new Dictionary<string, Lexeme>(StringComparer.Ordinal);
        var lookup = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(form, out var known))
            return known;

        if (_cache.Count >= CacheLimit)
            _cache.Clear();

        var lexeme = new Lexeme(form.ToString());
        _cache.Add(lexeme.Form, lexeme);
        return lexeme;
    }

    private static string StemOf(string form)
    {
        // Porter2 knows English letters only; a product number or a Greek word stays what it is.
        foreach (var c in form)
            if (!char.IsAsciiLetterLower(c) && c != '\'')
                return form;

        _stemmer ??= new EnglishStemmer();
        _stemmer.SetCurrent(form);
        _stemmer.Stem();
        return _stemmer.Current;
    }

    /// <summary>Overlapping parts of the word between its boundaries, so that a typo loses some of them and not all.</summary>
    private static uint[] GramsOf(string form)
    {
        var padded = string.Concat("^", form, "$");
        if (padded.Length < GramLength)
            return [];

        var grams = new uint[padded.Length - GramLength + 1];
        for (var i = 0; i < grams.Length; i++)
            grams[i] = TermHash.OfGram(padded.AsSpan(i, GramLength));
        return grams;
    }
}
