using System.Globalization;
using System.Xml;
using TwinPlatform.Knowledge.Ingestion.Extraction.Tables;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Sheets;

/// <summary>Reads a cell: a text, or a value in the format that the workbook gives it.</summary>
internal sealed class CellReader(List<string> sharedStrings, CellFormats formats, bool isFrom1904)
{
    /// <summary>Reads the cell at which the reader stands and moves behind it.</summary>
    public TableCell Read(XmlReader reader)
    {
        var (type, style) = (reader.GetAttribute("t"), reader.GetAttribute("s"));
        var (depth, value, inline) = (reader.Depth, "", "");
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return TableCell.Empty;
        }

        reader.Read();
        while (reader.Depth > depth)
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "v")
                value = reader.ReadElementContentAsString();
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "is")
                inline = SharedStrings.TextIn(reader);
            else
                reader.Read();
        reader.Read();
        return CellOf(type, style, value.Trim(), inline);
    }

    private TableCell CellOf(string? type, string? style, string value, string inline) => type switch
    {
        "s" => Text(int.TryParse(value, out var at) && at >= 0 && at < sharedStrings.Count ? sharedStrings[at] : ""),
        "inlineStr" => Text(inline),
        "str" => Text(value),
        "b" => new TableCell(value is "1" or "true" ? "TRUE" : "FALSE", IsValue: true),
        "e" => new TableCell(value, IsValue: true),
        "d" => new TableCell(value.Replace("T00:00:00", "", StringComparison.Ordinal), IsValue: true),
        _ when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
            new TableCell(formats.Of(style).Show(number, isFrom1904), IsValue: true),
        _ => Text(value),
    };

    private static TableCell Text(string text) => new(text.ReplaceLineEndings(" ").Trim(), IsValue: false);
}
