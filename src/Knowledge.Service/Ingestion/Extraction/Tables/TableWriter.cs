using System.Text;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Tables;

/// <summary>Writes the rows of one table of a spreadsheet or CSV file, each as a block that can be understood without the others.</summary>
/// <remarks>
/// Such tables are long, and a passage is some rows from the middle of one. Where the first row names the columns, every row is therefore written with the
/// names: "Product: Rye bread | Price: 4.20".
/// </remarks>
internal sealed class TableWriter(BlockWriter writer)
{
    private const int SampleRows = 20;
    private const int LongestName = 100;
    private const int LongestCaption = 300;

    private readonly List<TableCell[]> _sample = [];
    private string[]? _names;
    private bool _isDecided;

    public void Add(TableCell[] row)
    {
        if (Array.TrueForAll(row, cell => cell.Text.Length == 0))
            return;

        if (_isDecided)
        {
            Write(row);
            return;
        }

        _sample.Add(row);
        if (_sample.Count == SampleRows)
            Decide();
    }

    /// <summary>The table ends here; what follows is another one.</summary>
    public void End()
    {
        Decide();
        _names = null;
        _isDecided = false;
    }

    private void Decide()
    {
        _isDecided = true;

        // A title above the table is a row with one cell.
        var rows = _sample.SkipWhile((row, i) => i < _sample.Count - 1 && Filled(row) == 1 && Filled(_sample[i + 1]) > 0 && _sample.Exists(other => Filled(other) > 1)).ToList();
        foreach (var caption in _sample.Take(_sample.Count - rows.Count))
            writer.Add(BlockKind.Paragraph, string.Concat(caption.Select(cell => cell.Text)));

        _names = NamesIn(rows);
        foreach (var row in _names is null ? rows : rows.Skip(1))
            Write(row);
        _sample.Clear();
    }

    /// <summary>
    /// The first row, if it names columns: different short texts, and below them either values, or so many columns that it is no list of names and values.
    /// </summary>
    private static string[]? NamesIn(List<TableCell[]> rows)
    {
        if (rows.Count < 2 || Filled(rows[0]) < 2)
            return null;

        var names = rows[0].Where(cell => cell.Text.Length > 0).ToList();
        var isNaming = names.TrueForAll(cell => !cell.IsValue && cell.Text.Length <= LongestName && !cell.Text.AsSpan().ContainsAny(LineEnds))
            && names.Select(cell => cell.Text).Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count
            && rows.Skip(1).All(row => Filled(row) <= names.Count);
        return isNaming && (names.Count >= 3 || HasValueColumn(rows)) ? [.. rows[0].Select(cell => cell.Text)] : null;
    }

    private static ReadOnlySpan<char> LineEnds => "\r\n";

    private static bool HasValueColumn(List<TableCell[]> rows)
    {
        for (var column = 0; column < rows[0].Length; column++)
        {
            var below = rows.Skip(1).Where(row => column < row.Length && row[column].Text.Length > 0).ToList();
            if (below.Count > 0 && below.TrueForAll(row => row[column].IsValue))
                return true;
        }

        return false;
    }

    private void Write(TableCell[] row)
    {
        // One text alone in a table of several columns is a caption between rows.
        var isCaption = row.Length > 1 && row[0].Text.Length is > 0 and <= LongestCaption && Filled(row) == 1;
        var line = new StringBuilder();
        for (var column = 0; column < row.Length; column++)
        {
            if (row[column].Text.Length == 0)
                continue;

            if (line.Length > 0)
                line.Append(" | ");
            if (!isCaption && _names is not null && column < _names.Length && _names[column].Length > 0)
                line.Append(_names[column]).Append(": ");
            line.Append(row[column].Text);
        }

        writer.Add(BlockKind.TableRow, line.ToString());
    }

    private static int Filled(TableCell[] row) => row.Count(cell => cell.Text.Length > 0);
}
