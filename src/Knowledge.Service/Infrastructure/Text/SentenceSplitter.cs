namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>Cuts a text into sentences, the unit that is quoted.</summary>
/// <remarks>
/// A full stop ends a sentence unless an abbreviation, an initial, a number or a small letter speaks against it. The end of a line is no end: files are often
/// wrapped at 80 columns. A blank line is one, and so is a line that begins a list item.
/// </remarks>
internal static class SentenceSplitter
{
    public static List<TextSpan> Split(ReadOnlySpan<char> text) => Split(text, 0, text.Length);

    /// <summary>The sentences between two offsets, in order, without the white space around them. Together they hold every other character of the range.</summary>
    public static List<TextSpan> Split(ReadOnlySpan<char> text, int start, int end)
    {
        var sentences = new List<TextSpan>();
        var from = SkipSpace(text, start, end);
        var at = from;
        while (at < end)
        {
            var after = EndsAt(text, from, at, end);
            if (after < 0)
            {
                at++;
                continue;
            }

            Add(sentences, text, from, after);
            from = at = SkipSpace(text, after, end);
        }

        Add(sentences, text, from, end);
        return sentences;
    }

    /// <summary>The offset after the sentence if the character at <paramref name="at"/> ends it, else -1.</summary>
    private static int EndsAt(ReadOnlySpan<char> text, int from, int at, int end) => text[at] switch
    {
        '\n' or '\r' => BeginsBlock(text, at, end) ? at : -1,
        '\u2029' or '\f' => at,
        '。' or '！' or '？' or '｡' => AfterClosers(text, at + 1, end),
        '.' or '!' or '?' or '…' or '‽' => AfterStop(text, from, at, end),
        _ => -1,
    };

    private static int AfterStop(ReadOnlySpan<char> text, int from, int at, int end)
    {
        var stop = at + 1;
        while (stop < end && text[stop] is '.' or '!' or '?' or '…')
            stop++;

        var after = AfterClosers(text, stop, end);
        if (after < end && !char.IsWhiteSpace(text[after]))
            return -1;

        var next = SkipSpace(text, after, end);
        if (next >= end)
            return after;

        var nextWord = WordFrom(text, next, end);
        var isSingleDot = stop == at + 1 && text[at] == '.';
        if (isSingleDot && (IsEnumerator(text, from, at) || (after == stop && Abbreviations.LeaveOpen(WordBefore(text, from, at), nextWord))))
            return -1;
        return nextWord.Length > 0 && char.IsLower(nextWord[0]) ? -1 : after;
    }

    /// <summary>Quotation marks and brackets that close with the sentence, and the "[12]" of a reference.</summary>
    private static int AfterClosers(ReadOnlySpan<char> text, int at, int end)
    {
        while (at < end)
        {
            if (text[at] is '"' or '\'' or ')' or ']' or '}' or '”' or '’' or '»' or '」' or '』' or '）' or '*' or '_')
                at++;
            else if (text[at] == '[' && ReferenceLength(text[at..end]) is var length and > 0)
                at += length;
            else
                break;
        }

        return at;
    }

    private static int ReferenceLength(ReadOnlySpan<char> text)
    {
        var at = 1;
        while (at < text.Length && at < 6 && char.IsAsciiDigit(text[at]))
            at++;
        return at > 1 && at < text.Length && text[at] == ']' ? at + 1 : 0;
    }

    /// <summary>"1." or "a." at the beginning numbers the sentence and is not one.</summary>
    private static bool IsEnumerator(ReadOnlySpan<char> text, int from, int dot)
    {
        var label = text[from..dot];
        if (label.Length is 0 or > 3)
            return false;
        return label.Length == 1 && char.IsAsciiLetter(label[0]) || !label.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Whether the line break is followed by a blank line or by the marker of a list item.</summary>
    private static bool BeginsBlock(ReadOnlySpan<char> text, int at, int end)
    {
        var next = at + (text[at] == '\r' && at + 1 < end && text[at + 1] == '\n' ? 2 : 1);
        while (next < end && text[next] is ' ' or '\t')
            next++;
        if (next >= end || text[next] is '\n' or '\r')
            return true;
        if (next + 1 >= end)
            return false;
        if (text[next] is '-' or '*' or '+' or '•' or '–' or '◦' or '▪')
            return text[next + 1] is ' ' or '\t';

        var digits = next;
        while (digits < end && digits - next < 4 && char.IsAsciiDigit(text[digits]))
            digits++;
        return digits > next && digits + 1 < end && text[digits] is '.' or ')' && text[digits + 1] == ' ';
    }

    private static ReadOnlySpan<char> WordBefore(ReadOnlySpan<char> text, int from, int dot)
    {
        var start = dot;
        while (start > from && (char.IsLetter(text[start - 1]) || (text[start - 1] == '.' && start < dot)))
            start--;
        return text[start..dot];
    }

    private static ReadOnlySpan<char> WordFrom(ReadOnlySpan<char> text, int at, int end)
    {
        while (at < end && text[at] is '"' or '\'' or '(' or '[' or '“' or '‘' or '«' or '*' or '_')
            at++;
        var stop = at;
        while (stop < end && char.IsLetterOrDigit(text[stop]))
            stop++;
        return text[at..stop];
    }

    private static int SkipSpace(ReadOnlySpan<char> text, int at, int end)
    {
        while (at < end && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    private static void Add(List<TextSpan> sentences, ReadOnlySpan<char> text, int start, int end)
    {
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (end > start)
            sentences.Add(new TextSpan(start, end));
    }
}
