using System.Buffers;
using System.Globalization;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Tables;

/// <summary>Comma-separated values, whatever separates them. One row is one block, with the names of the columns where the first row names them.</summary>
internal sealed class CsvFormat : IDocumentFormat
{
    private const int FewestRows = 3;
    private const double ClearAgreement = 0.95;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.,+-'");

    public bool Recognises(DocumentProbe probe)
    {
        if (probe.IsNamed("csv", "tsv", "tab") || probe.IsDeclared("text/csv", "text/tab-separated-values"))
            return true;
        if (probe.IsNamed("md", "markdown", "txt", "text", "log") || MarkdownSigns.Count(probe.Text) > 0)
            return false;

        // Prose has commas too: every row has to have as many.
        var dialect = CsvDialect.Of(probe.Text);
        return dialect.Rows >= FewestRows && dialect.Agreement >= ClearAgreement && dialect.Columns >= (dialect.Separator == ',' ? 3 : 2);
    }

    public ExtractedDocument Extract(DocumentProbe probe, ExtractionLimits limits, ReadingPace pace)
    {
        var dialect = CsvDialect.Of(probe.Text);
        var writer = new BlockWriter(limits, pace);
        var table = new TableWriter(writer);
        foreach (var row in CsvRows.Of(probe.Text, dialect.Start, dialect.Separator, limits.MaxColumns))
            table.Add(Array.ConvertAll(row, CellOf));
        table.End();
        return writer.Finish(dialect.Separator == '\t' ? "text/tab-separated-values" : "text/csv", title: null);
    }

    private static TableCell CellOf(string field) => new(field.ReplaceLineEndings(" "), IsValue(field));

    private static bool IsValue(string field)
    {
        var text = field.AsSpan().Trim("%€$£ ");
        return text.Length is > 0 and < 40
            && (!text.ContainsAnyExcept(NumberCharacters) || DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
    }
}
