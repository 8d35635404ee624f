using System.Text;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Tables;

/// <summary>The rows of a CSV text (RFC 4180, read leniently): quoted fields may hold separators, line breaks and doubled quotes.</summary>
internal static class CsvRows
{
    public static IEnumerable<string[]> Of(string text, int start, char separator, int maxColumns)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        for (var at = start; at < text.Length;)
        {
            at = ReadField(text, at, separator, field);
            if (row.Count == maxColumns)
                throw ExtractionRefusedException.TooManyColumns(maxColumns);
            row.Add(field.ToString().Trim());
            field.Clear();

            if (at < text.Length && text[at] == separator)
            {
                at++;
                if (at < text.Length)
                    continue;
            }
            else
                at += at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n' ? 2 : 1;

            if (row.Count > 1 || row[0].Length > 0)
                yield return [.. row];
            row.Clear();
        }
    }

    /// <returns>Where the field ended: at a separator, at a line break or at the end.</returns>
    private static int ReadField(string text, int at, char separator, StringBuilder field)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        if (at < text.Length && text[at] == '"' && EndOfQuoted(text, at) is > 0 and var end)
        {
            field.Append(text, at + 1, end - at - 1).Replace("\"\"", "\"");
            at = end + 1;
        }

        var plain = at;
        while (at < text.Length && text[at] != separator && text[at] is not ('\n' or '\r'))
            at++;
        field.Append(text, plain, at - plain);
        return at;
    }

    /// <summary>The closing quote; -1 where there is none, and the opening one is a character like any other.</summary>
    private static int EndOfQuoted(string text, int open)
    {
        for (var at = text.IndexOf('"', open + 1); at >= 0; at = text.IndexOf('"', at + 2))
        {
            if (at + 1 >= text.Length || text[at + 1] != '"')
                return at;
            if (at + 2 >= text.Length)
                return -1;
        }

        return -1;
    }
}
