using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>The lines of a text, whatever ends them.</summary>
internal static class TextLines
{
    /// <summary>Each line without its line break.</summary>
    public static IEnumerable<TextSpan> Of(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not ('\n' or '\r' or '\f' or '\v' or '\u0085' or '\u2028' or '\u2029'))
                continue;

            yield return new TextSpan(start, at);
            if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
                at++;
            start = at + 1;
        }

        yield return new TextSpan(start, text.Length);
    }

    /// <summary>Whether a trimmed line begins with a bullet or with a number and a dot or bracket.</summary>
    public static bool IsListItem(ReadOnlySpan<char> line)
    {
        if (line is ['-' or '*' or '+' or '•' or '◦' or '▪' or '–', ' ' or '\t', ..])
            return true;

        var digits = line.IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and <= 3 && line[digits..] is ['.' or ')', ' ' or '\t', ..];
    }
}
