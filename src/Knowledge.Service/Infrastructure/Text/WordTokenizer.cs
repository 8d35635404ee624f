using System.Globalization;
using System.Text;

namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>Finds the words of a text.</summary>
/// <remarks>
/// Letters, digits and marks make a word. "1,000.5" is one word, so are "C#", "C++" and ".NET", and "U.S.A." is "usa". What a dot, hyphen, underscore or @
/// joins is given in parts and once more as a whole, so that both "example" and "anna@example.com" find the address and "email" finds "e-mail".
/// Scripts that do not put spaces between words come as overlapping pairs of characters.
/// </remarks>
internal static class WordTokenizer
{
    /// <summary>Longer words (base64, keys) are cut: nobody asks for them and they would fill the index.</summary>
    public const int MaxWordLength = 64;

    public static List<Word> Tokenize(ReadOnlySpan<char> text)
    {
        var words = new List<Word>(text.Length / 6);
        var at = 0;
        while (at < text.Length)
        {
            var rune = RuneAt(text, at);
            if (UnspacedScripts.Contains(rune))
                at = ReadUnspacedRun(text, at, words);
            else if (Rune.IsLetterOrDigit(rune) || StartsDotted(text, at))
                at = ReadCompound(text, at, words);
            else
                at += rune.Utf16SequenceLength;
        }

        return words;
    }

    private static int ReadCompound(ReadOnlySpan<char> text, int start, List<Word> words)
    {
        var first = words.Count;
        var end = start;
        var onlyInitials = true;
        while (true)
        {
            var partStart = end;
            end = ReadPart(text, partStart);
            onlyInitials &= end - partStart == 1 && char.IsLetter(text[partStart]);
            words.Add(new Word(partStart, end, Normal.LexemeOf(text[partStart..end]), IsCompound: false));

            if (!Joins(text, end))
                break;
            onlyInitials &= text[end] == '.';
            end++;
        }

        if (words.Count - first < 2 || end - start > MaxWordLength)
            return end;

        if (onlyInitials)
            words.RemoveRange(first, words.Count - first);
        words.Add(new Word(start, end, Normal.LexemeOfCompound(text[start..end], onlyInitials), IsCompound: !onlyInitials));
        return end;
    }

    private static int ReadPart(ReadOnlySpan<char> text, int start)
    {
        var at = text[start] == '.' ? start + 1 : start;
        while (at < text.Length)
        {
            var rune = RuneAt(text, at);
            if (IsWordRune(rune) && !UnspacedScripts.Contains(rune))
                at += rune.Utf16SequenceLength;
            else if (at > start && JoinsWithin(text, at))
                at++;
            else
                break;
        }

        return at + SharpOrPlusesAt(text, at);
    }

    /// <summary>An apostrophe between letters, or the separators between the digits of one number.</summary>
    private static bool JoinsWithin(ReadOnlySpan<char> text, int at)
    {
        if (at + 1 >= text.Length)
            return false;

        return text[at] switch
        {
            '\'' or '\u2019' => char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1]),
            ',' or '.' => char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]),
            '\u00AD' => true,
            _ => false,
        };
    }

    /// <summary>The "#" of C# and the "++" of C++ belong to the name; the "#" of "#3" does not.</summary>
    private static int SharpOrPlusesAt(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..];
        if (at == 0 || !char.IsAsciiLetter(text[at - 1]))
            return 0;

        var length = rest.StartsWith("++") ? 2 : rest.StartsWith("#") ? 1 : 0;
        return length > 0 && (rest.Length == length || !char.IsLetterOrDigit(rest[length])) ? length : 0;
    }

    /// <summary>".NET" at the start of a word, not the dot between two sentences that lack a space.</summary>
    private static bool StartsDotted(ReadOnlySpan<char> text, int at) =>
        text[at] == '.' && at + 1 < text.Length && char.IsAsciiLetter(text[at + 1]) && (at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] == '(');

    private static bool Joins(ReadOnlySpan<char> text, int at)
    {
        if (at + 1 >= text.Length || text[at] is not ('.' or '-' or '_' or '@' or '\u2010' or '\u2011'))
            return false;

        var next = RuneAt(text, at + 1);
        return Rune.IsLetterOrDigit(next) && !UnspacedScripts.Contains(next);
    }

    private static int ReadUnspacedRun(ReadOnlySpan<char> text, int start, List<Word> words)
    {
        var previous = -1;
        var at = start;
        while (at < text.Length)
        {
            var rune = RuneAt(text, at);
            if (!UnspacedScripts.Contains(rune))
                break;

            var next = at + rune.Utf16SequenceLength;
            if (previous >= 0)
                words.Add(new Word(previous, next, Normal.LexemeOf(text[previous..next]), IsCompound: false));
            previous = at;
            at = next;
        }

        var isSingle = previous == start;
        if (isSingle)
            words.Add(new Word(start, at, Normal.LexemeOf(text[start..at]), IsCompound: false));
        return at;
    }

    private static bool IsWordRune(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static Rune RuneAt(ReadOnlySpan<char> text, int at)
    {
        Rune.DecodeFromUtf16(text[at..], out var rune, out _);
        return rune;
    }
}
