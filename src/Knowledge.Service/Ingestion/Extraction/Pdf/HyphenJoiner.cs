using System.Text;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Pdf;

/// <summary>Joins lines to a paragraph and words that were divided at a line's end.</summary>
internal sealed class HyphenJoiner
{
    // Compounds that the document writes with a hyphen inside a line keep it at a line's end.
    private readonly HashSet<string> _compounds = new(StringComparer.OrdinalIgnoreCase);

    public HyphenJoiner(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            for (var at = line.IndexOf('-', 1, Math.Max(0, line.Length - 2)); at > 0; at = line.IndexOf('-', at + 1, Math.Max(0, line.Length - at - 2)))
                if (char.IsLetter(line[at - 1]) && char.IsLetter(line[at + 1]))
                    _compounds.Add(line[WordStart(line, at)..WordEnd(line, at + 1)]);
    }

    public string Join(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (text.Length > 0)
                Continue(text, line);
            else
                text.Append(line);
        }

        return text.Replace("\u00AD", "").ToString();
    }

    private void Continue(StringBuilder text, string line)
    {
        var last = text[^1];
        var isDivided = last is '-' or '\u00AD' or '\u2010' && text.Length > 1 && char.IsLetter(text[^2]) && char.IsLower(line[0]);
        if (!isDivided)
        {
            text.Append(' ').Append(line);
            return;
        }

        var before = LastWord(text);
        var isCompound = last != '\u00AD' && _compounds.Contains($"{before}-{line[..WordEnd(line, 0)]}");
        if (!isCompound)
            text.Length--;
        text.Append(line);
    }

    private static string LastWord(StringBuilder text)
    {
        var start = text.Length - 1;
        while (start > 0 && char.IsLetter(text[start - 1]))
            start--;
        return text.ToString(start, text.Length - 1 - start);
    }

    private static int WordStart(string line, int at)
    {
        while (at > 0 && char.IsLetter(line[at - 1]))
            at--;
        return at;
    }

    private static int WordEnd(string line, int at)
    {
        while (at < line.Length && char.IsLetter(line[at]))
            at++;
        return at;
    }
}
