using System.Text;
using System.Xml.Linq;
using TwinPlatform.Knowledge.Ingestion.Extraction.Office;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Slides;

/// <summary>Reads one slide: its title, its shapes in their order, its tables, its diagrams, what the speaker wanted to say.</summary>
internal sealed class SlideReader(OfficePackage package, string part, BlockWriter writer, ExtractionLimits limits)
{
    // Placeholders that repeat on each slide.
    private static readonly string[] Running = ["dt", "ftr", "hdr", "sldNum", "sldImg"];

    public void Read(XElement slide)
    {
        var shapes = slide.Child("cSld").Child("spTree") is { } tree ? ShapesIn(tree).ToList() : [];
        foreach (var title in shapes.Where(IsTitle))
            writer.Heading(1, string.Join(' ', ParagraphsOf(title.Child("txBody")).Select(TextOf)).ReplaceLineEndings(" ").Trim());
        foreach (var shape in shapes.Where(shape => !IsTitle(shape)))
            ReadShape(shape);
        ReadNotes();
    }

    /// <summary>The shapes, also those inside groups.</summary>
    private static IEnumerable<XElement> ShapesIn(XElement tree) => tree.Elements().SelectMany(element => element.Name.LocalName switch
    {
        "sp" or "graphicFrame" => [element],
        "grpSp" => ShapesIn(element),
        "AlternateContent" => ShapesIn(element.Child("Choice") ?? element.Child("Fallback") ?? new XElement("none")),
        _ => [],
    });

    private void ReadShape(XElement shape)
    {
        if (shape.Name.LocalName == "graphicFrame")
        {
            ReadGraphic(shape);
            return;
        }

        if (Running.Contains(PlaceholderOf(shape)))
            return;

        var paragraphs = ParagraphsOf(shape.Child("txBody")).ToList();
        var isList = IsPlaceholder(shape) && paragraphs.Count(paragraph => TextOf(paragraph).Length > 0) > 1;
        foreach (var paragraph in paragraphs)
            writer.Add(isList && paragraph.Child("pPr").Child("buNone") is null ? BlockKind.ListItem : BlockKind.Paragraph, TextOf(paragraph));
    }

    private void ReadGraphic(XElement frame)
    {
        foreach (var row in frame.Descendants().Where(element => element.Name.LocalName == "tr"))
        {
            // The second of two merged cells is there and empty.
            var cells = row.Children("tc")
                .Where(cell => cell.AttributeOf("hMerge") is not ("1" or "true"))
                .Select(cell => string.Join(' ', ParagraphsOf(cell.Child("txBody")).Select(TextOf)).ReplaceLineEndings(" ").Trim())
                .ToList();
            if (cells.Exists(cell => cell.Length > 0))
                writer.Add(BlockKind.TableRow, string.Join(" | ", cells));
        }

        var diagrams = frame.Descendants().Where(element => element.Name.LocalName == "relIds").SelectMany(element => element.Attributes())
            .Where(attribute => attribute.Name.LocalName == "dm").Select(attribute => attribute.Value).ToHashSet();
        foreach (var diagram in package.RelationshipsOf(part).Where(relationship => diagrams.Contains(relationship.Id) && package.Has(relationship.Target)))
            foreach (var point in package.ReadAll(diagram.Target, limits).Descendants().Where(element => element.Name.LocalName == "t" && element.Elements().Any()))
                writer.Add(BlockKind.ListItem, string.Join(' ', ParagraphsOf(point).Select(TextOf)));
    }

    private void ReadNotes()
    {
        foreach (var notes in package.RelationshipsOf(part).Where(relationship => relationship.Kind == "notesSlide" && package.Has(relationship.Target)).Take(1))
            foreach (var shape in package.ReadAll(notes.Target, limits).Child("cSld").Child("spTree").Children("sp").Where(shape => PlaceholderOf(shape) == "body"))
                foreach (var paragraph in ParagraphsOf(shape.Child("txBody")))
                    writer.Add(BlockKind.Paragraph, TextOf(paragraph));
    }

    private static bool IsTitle(XElement shape) => PlaceholderOf(shape) is "title" or "ctrTitle";

    private static bool IsPlaceholder(XElement shape) => shape.Child("nvSpPr").Child("nvPr").Child("ph") is not null;

    private static string PlaceholderOf(XElement shape) => shape.Child("nvSpPr").Child("nvPr").Child("ph").AttributeOf("type") ?? "";

    private static IEnumerable<XElement> ParagraphsOf(XElement? body) => body.Children("p");

    private static string TextOf(XElement paragraph)
    {
        var text = new StringBuilder();
        foreach (var element in paragraph.Elements())
            text.Append(element.Name.LocalName switch
            {
                "r" or "fld" => element.Child("t")?.Value,
                "br" => "\n",
                _ => null,
            });
        return text.ToString().Trim();
    }
}
