using System.Xml;
using System.Xml.Linq;
using TwinPlatform.Knowledge.Ingestion.Extraction.Office;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Word;

/// <summary>Reads the body of a Word document, one paragraph or table row at a time, so that a book needs no more memory than a letter.</summary>
internal sealed class WordBody(BlockWriter writer, WordStyles styles, WordNumbering numbering, WordNotes notes, ExtractionLimits limits)
{
    // By column of the grid, what the cell above says: cells that are merged downwards hold it for each of their rows.
    private readonly Dictionary<int, string> _above = [];

    /// <summary>The paragraph in the style "Title".</summary>
    public string? Title { get; private set; }

    public void Read(XmlReader reader)
    {
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth > limits.MaxNesting)
                throw ExtractionRefusedException.NestedTooDeep(limits.MaxNesting);

            switch (reader.NodeType == XmlNodeType.Element ? reader.LocalName : "")
            {
                case "p":
                    ReadParagraph(reader.ReadElement(limits));
                    break;
                case "tr":
                    ReadRow(reader.ReadElement(limits));
                    break;
                case "tbl":
                    _above.Clear();
                    reader.Read();
                    break;
                case "del" or "moveFrom" or "sectPr" or "tblPr" or "tblGrid" or "sdtPr" or "sdtEndPr" or "Fallback":
                    reader.Skip();
                    break;
                default:
                    reader.Read();
                    break;
            }
        }
    }

    private void ReadParagraph(XElement paragraph)
    {
        var content = WordContent.Of(paragraph);
        var properties = paragraph.Child("pPr");
        var style = styles.Of(properties.Child("pStyle").AttributeOf("val"));
        if (!style.IsTableOfContents && content.Text.Trim() is { Length: > 0 } text)
            WriteParagraph(text, properties, style);

        foreach (var box in content.Boxes)
            ReadBlocks(box);
        foreach (var note in content.Notes)
            writer.Add(BlockKind.Paragraph, notes.TextOf(note));
    }

    private void WriteParagraph(string text, XElement? properties, WordStyle style)
    {
        var label = numbering.LabelOf(properties.Child("numPr"), style);
        var labelled = label.Text.Length > 0 ? $"{label.Text} {text}" : text;
        var level = WordStyles.OutlineLevelIn(properties) ?? style.OutlineLevel;
        if (style.IsTitle)
            Title ??= text;

        if (style.IsTitle && level is null)
            writer.Heading(1, text);
        else if (level is { } outline)
            writer.Heading(outline, labelled);
        else
            writer.Add(label.IsItem ? BlockKind.ListItem : BlockKind.Paragraph, labelled);
    }

    /// <summary>Paragraphs and tables inside a text box or a cell.</summary>
    private void ReadBlocks(XElement container)
    {
        foreach (var element in container.Elements())
            switch (element.Name.LocalName)
            {
                case "p":
                    ReadParagraph(element);
                    break;
                case "tr":
                    ReadRow(element);
                    break;
                case "tbl" or "sdt" or "sdtContent" or "customXml" or "ins":
                    ReadBlocks(element);
                    break;
            }
    }

    /// <summary>One row is one block; a cell that holds a document of its own (tables, headings, or the only cell of its row) is read as one.</summary>
    private void ReadRow(XElement row)
    {
        if (row.Child("trPr").Child("del") is not null)
            return;

        var cells = CellsOf(row).ToList();
        if (cells.Count == 1 || cells.Exists(cell => cell.Descendants().Any(IsLayout)))
        {
            cells.ForEach(ReadBlocks);
            return;
        }

        var (texts, noteIds, column) = (new List<string>(), new List<string>(), 0);
        foreach (var cell in cells)
        {
            var content = cell.Descendants().Where(element => element.Name.LocalName == "p").Select(WordContent.Of).ToList();
            texts.Add(Merged(cell.Child("tcPr"), column, string.Join(' ', content.Select(part => part.Text)).ReplaceLineEndings(" ").Trim()));
            noteIds.AddRange(content.SelectMany(part => part.Notes));
            column += int.TryParse(cell.Child("tcPr").Child("gridSpan").AttributeOf("val"), out var span) ? Math.Clamp(span, 1, 1000) : 1;
        }

        if (texts.Exists(text => text.Length > 0))
            writer.Add(BlockKind.TableRow, string.Join(" | ", texts));
        foreach (var note in noteIds)
            writer.Add(BlockKind.Paragraph, notes.TextOf(note));
    }

    private static IEnumerable<XElement> CellsOf(XElement row) => row.Elements().SelectMany(element => element.Name.LocalName switch
    {
        "tc" => [element],
        "sdt" => CellsOf(element),
        "sdtContent" or "customXml" or "ins" => CellsOf(element),
        _ => [],
    });

    private string Merged(XElement? properties, int column, string text)
    {
        var merge = properties.Child("vMerge");
        if (merge is not null && merge.AttributeOf("val") != "restart")
            return _above.GetValueOrDefault(column, text);

        _above[column] = merge is null ? "" : text;
        return text;
    }

    private bool IsLayout(XElement element) =>
        element.Name.LocalName == "tbl" || (element.Name.LocalName == "pStyle" && styles.Of(element.AttributeOf("val")).OutlineLevel is not null);
}
