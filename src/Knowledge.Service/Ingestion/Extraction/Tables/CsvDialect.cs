namespace TwinPlatform.Knowledge.Ingestion.Extraction.Tables;

/// <summary>How the fields of a CSV file are separated, found by trying: the right separator gives rows of one length.</summary>
/// <param name="Separator">What stands between two fields.</param>
/// <param name="Start">Where the first row begins.</param>
/// <param name="Columns">How many fields most rows have.</param>
/// <param name="Agreement">The share of the rows that have so many.</param>
/// <param name="Rows">How many rows were looked at.</param>
internal sealed record CsvDialect(char Separator, int Start, int Columns, double Agreement, int Rows)
{
    private const int Sample = 64 * 1024;
    private const int SampleRows = 100;

    private static readonly char[] Separators = [',', ';', '\t', '|'];

    public static CsvDialect Of(string text)
    {
        // Excel's own way to say it.
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 5)
            return Tried(text, text[4], Math.Min(text.Length, text.AsSpan(5).IndexOfAnyExcept('\r', '\n') is > 0 and var skipped ? 5 + skipped : text.Length));
        return Separators.Select(separator => Tried(text, separator, 0)).MaxBy(dialect => dialect.Columns > 1 ? dialect.Agreement + Math.Min(dialect.Columns, 20) * 0.01 : 0)!;
    }

    private static CsvDialect Tried(string text, char separator, int start)
    {
        var head = text.Length > start + Sample ? text[..(start + Sample)] : text;
        var lengths = CsvRows.Of(head, start, separator, int.MaxValue).Take(SampleRows).Select(row => row.Length).ToList();

        // The last one may be cut.
        if (head.Length < text.Length && lengths.Count is > 1 and < SampleRows)
            lengths.RemoveAt(lengths.Count - 1);
        var most = lengths.Where(length => length > 1).GroupBy(length => length).MaxBy(group => group.Count());
        return new CsvDialect(separator, start, most?.Key ?? 1, most is null ? 0 : (double)most.Count() / lengths.Count, lengths.Count);
    }
}
