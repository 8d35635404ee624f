using System.Xml;
using TwinPlatform.Knowledge.Ingestion.Extraction.Office;
using TwinPlatform.Knowledge.Ingestion.Extraction.Tables;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Sheets;

/// <summary>Reads the rows of one sheet as a stream.</summary>
internal static class SheetReader
{
    public static void Read(
        OfficePackage package, string part, string name, CellReader cells, BlockWriter writer, TableWriter table, ExtractionLimits limits)
    {
        var merged = MergedCells.In(package, part, limits);
        var isNamed = false;
        var last = 0;
        using var reader = package.Read(part);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "row")
                continue;

            var number = int.TryParse(reader.GetAttribute("r"), out var stated) ? stated : last + 1;
            var row = ReadRow(reader, cells, limits);
            merged.Fill(number, row);
            if (row.Count == 0 || row.TrueForAll(cell => cell.Text.Length == 0))
                continue;

            if (!isNamed)
                writer.Heading(1, name);
            isNamed = true;

            // An empty row ends a table.
            if (number != last + 1)
                table.End();
            last = number;
            table.Add([.. row]);
        }

        table.End();
    }

    private static List<TableCell> ReadRow(XmlReader reader, CellReader cells, ExtractionLimits limits)
    {
        var row = new List<TableCell>();
        if (reader.IsEmptyElement)
            return row;

        var depth = reader.Depth;
        var column = 0;
        reader.Read();
        while (reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "c")
            {
                reader.Read();
                continue;
            }

            column = CellReference.ColumnOf(reader.GetAttribute("r")) ?? column;
            if (column >= limits.MaxColumns)
                throw ExtractionRefusedException.TooManyColumns(limits.MaxColumns);

            var cell = cells.Read(reader);
            if (cell.Text.Length > 0)
            {
                while (row.Count < column)
                    row.Add(TableCell.Empty);
                if (row.Count == column)
                    row.Add(cell);
            }

            column++;
        }

        return row;
    }
}
