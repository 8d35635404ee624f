using System.Text;
using System.Text.RegularExpressions;

namespace TwinPlatform.Chat.Answering;

/// <summary>A quote as a person would read it aloud: on one line, without the signs of Markdown. The citation keeps the exact text.</summary>
/// <remarks>Where a sign may mean something (2 * 3, snake_case, 5*), it stays: a stray star is ugly, a changed meaning is wrong.</remarks>
internal static partial class ReadableText
{
    public static string Of(string quote)
    {
        var text = new StringBuilder(quote.Length);
        foreach (var line in quote.EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.StartsWith("```", StringComparison.Ordinal) || IsTableRule(trimmed))
            {
                continue;
            }

            var isItem = IsListItem(trimmed) || trimmed.StartsWith('|');
            Append(text, Block().Replace(TableCells(trimmed), ""), separate: isItem);
        }

        return Inline(WhiteSpace().Replace(text.ToString(), " ")).Trim();
    }

    public static bool IsListItem(ReadOnlySpan<char> line) => ListItem().IsMatch(line);

    /// <summary>Quotes as consecutive sentences: each one ends like a sentence and, from the second on, begins after a space.</summary>
    public static IEnumerable<string> Sentences(IEnumerable<string> quotes) => quotes.Select((quote, index) =>
    {
        var readable = Of(quote);
        var ended = EndsSentence().IsMatch(readable) ? readable : readable + ".";
        return index == 0 ? ended : " " + ended;
    });

    private static void Append(StringBuilder text, string line, bool separate)
    {
        if (line.Length == 0)
        {
            return;
        }

        if (text.Length > 0)
        {
            text.Append(separate && char.IsLetterOrDigit(text[^1]) ? "; " : " ");
        }

        text.Append(line);
    }

    private static bool IsTableRule(ReadOnlySpan<char> line) => line.StartsWith('|') && !line.ContainsAnyExcept("|-: ");

    private static string TableCells(ReadOnlySpan<char> line) => line.StartsWith('|')
        ? string.Join(", ", line.ToString().Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        : line.ToString();

    /// <remarks>Code is taken as it stands; what is inside a link or emphasis may hold further marks.</remarks>
    private static string Inline(string text) => Mark().Replace(text, mark => mark.Groups["literal"] is { Success: true } literal
        ? literal.Value
        : Inline(mark.Groups["text"].Value));

    [GeneratedRegex("""
        (?<ticks>`+)(?<literal>[^`]+)\k<ticks>                       # `code`
        | \\(?<literal>[*_`\[\]|\#])                               # \*
        | !?\[(?<text>(?:[^\[\]]|!?\[[^\[\]]*\](?:\([^()]*\))?)*)\] # [text] …
          \((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)              # … (url "title")
        | (?<![\p{L}\p{N}*])(?<star>\*{1,3})(?=\S)(?<text>.+?)(?<=[^\s*])\k<star>(?![\p{L}\p{N}*])
        | (?<![\p{L}\p{N}_])(?<line>_{1,3})(?=\S)(?<text>.+?)(?<=[^\s_])\k<line>(?![\p{L}\p{N}_])
        | ^\*{2,3}(?=\S) | (?<=[^\s\d*])\*{2,3}$                   # strong text that began or ends in another sentence
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^(?:>\s*)*(?:\#{1,6}\s+|[-*+•◦▪–]\s+(?:\[[ xX]\]\s+)?)?")]
    private static partial Regex Block();

    [GeneratedRegex(@"^(?:[-*+•◦▪–]|\d{1,4}[.)])\s")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"[.!?…:。！？｡][\p{Pe}\p{Pf}""']*(?:\[\d+\])*$")]
    private static partial Regex EndsSentence();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
