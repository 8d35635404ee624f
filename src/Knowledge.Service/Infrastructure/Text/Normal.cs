using System.Globalization;
using System.Text;

namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>Brings the spellings of one word together: case, width, ligatures, accents on Latin letters, the apostrophe's shapes.</summary>
internal static class Normal
{
    public static Lexeme LexemeOf(ReadOnlySpan<char> word)
    {
        word = Cut(word);
        if (!Ascii.IsValid(word))
            return Lexeme.Of(WithoutPossessive(Fold(word)));

        Span<char> form = stackalloc char[WordTokenizer.MaxWordLength];
        var length = 0;
        foreach (var c in word)
            if (c != ',') // 1,000 and 1000
                form[length++] = char.ToLowerInvariant(c);
        return Lexeme.Of(WithoutPossessive(form[..length]));
    }

    /// <summary>Initials lose their dots, other compounds their hyphens: "U.S." is "us", "e-mail" is "email", "example.com" stays.</summary>
    public static Lexeme LexemeOfCompound(ReadOnlySpan<char> compound, bool onlyInitials)
    {
        Span<char> form = stackalloc char[WordTokenizer.MaxWordLength];
        var length = 0;
        foreach (var c in Cut(compound))
            if (c is not ('-' or '\u2010' or '\u2011') && !(onlyInitials && c == '.'))
                form[length++] = c;
        return LexemeOf(form[..length]);
    }

    /// <summary>NFKC, lower case, and Latin letters without their accents: who types "cafe" means "café".</summary>
    public static string Fold(ReadOnlySpan<char> word)
    {
        var decomposed = word.ToString().Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(decomposed.Length);
        var afterLatin = false;
        foreach (var c in decomposed)
        {
            var isMark = CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
            if ((isMark && afterLatin) || c == '\u00AD')
                continue;
            if (!isMark)
                afterLatin = c < '\u0250';
            folded.Append(c == '\u2019' ? '\'' : char.ToLowerInvariant(c));
        }

        var form = folded.ToString().Normalize(NormalizationForm.FormC);
        return form.Length <= WordTokenizer.MaxWordLength ? form : Cut(form).ToString();
    }

    private static ReadOnlySpan<char> WithoutPossessive(ReadOnlySpan<char> form) => form.EndsWith("'s") ? form[..^2] : form;

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> word)
    {
        if (word.Length <= WordTokenizer.MaxWordLength)
            return word;
        return word[..(char.IsHighSurrogate(word[WordTokenizer.MaxWordLength - 1]) ? WordTokenizer.MaxWordLength - 1 : WordTokenizer.MaxWordLength)];
    }
}
