using System.Xml;
using TwinPlatform.Knowledge.Ingestion.Extraction.Office;
using TwinPlatform.Knowledge.Ingestion.Extraction.Tables;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Sheets;

/// <summary>Cells that are merged downwards: what the first says holds for each row. The file names them behind the rows, so they are looked up first.</summary>
internal sealed class MergedCells
{
    private const int Most = 10_000;

    private readonly SortedDictionary<int, List<Merge>> _byFirstRow = [];
    private readonly List<(Merge Merge, TableCell Cell)> _open = [];

    public static MergedCells In(OfficePackage package, string part, ExtractionLimits limits)
    {
        var merged = new MergedCells();
        var count = 0;
        using var reader = package.Read(part);
        while (reader.Read() && count < Most)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "mergeCell" || reader.GetAttribute("ref")?.Split(':') is not [var from, var to])
                continue;

            count++;
            if (CellReference.ColumnOf(from) is { } column && column < limits.MaxColumns && CellReference.RowOf(from) is { } first && CellReference.RowOf(to) is { } last && last > first)
            {
                if (!merged._byFirstRow.TryGetValue(first, out var merges))
                    merged._byFirstRow[first] = merges = [];
                merges.Add(new Merge(column, last));
            }
        }

        return merged;
    }

    /// <summary>Completes a row; called for the rows in their order.</summary>
    public void Fill(int number, List<TableCell> row)
    {
        _open.RemoveAll(open => open.Merge.LastRow < number);
        if (row.Exists(cell => cell.Text.Length > 0))
            foreach (var (merge, cell) in _open)
            {
                while (row.Count <= merge.Column)
                    row.Add(TableCell.Empty);
                if (row[merge.Column].Text.Length == 0)
                    row[merge.Column] = cell;
            }

        if (_byFirstRow.TryGetValue(number, out var starting))
            foreach (var merge in starting)
                if (merge.Column < row.Count && row[merge.Column].Text.Length > 0)
                    _open.Add((merge, row[merge.Column]));
    }

    private sealed record Merge(int Column, int LastRow);
}
