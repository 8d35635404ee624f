using System.Text;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Pdf;

/// <summary>Writes the lines of all pages as one text of paragraphs and headings.</summary>
internal static class PdfTextWriter
{
    public static ExtractedDocument Write(IEnumerable<PdfPageLines> pages)
    {
        var read = pages.ToList();
        var joiner = new HyphenJoiner(read.SelectMany(page => page.Lines).Select(line => line.Text));
        var headings = PdfHeadings.In(read);

        var text = new StringBuilder();
        var blocks = new List<TextBlock>();
        var trail = new HeadingTrail();
        string? title = null;
        foreach (var page in read)
            foreach (var paragraph in Paragraphs(page.Lines, headings))
            {
                var content = joiner.Join(paragraph.Select(line => line.Text));
                var level = headings.LevelOf(paragraph);
                if (level > 0)
                    trail.Enter(level, content);
                if (level == 1 && page.Number == read[0].Number)
                    title ??= content;

                if (text.Length > 0)
                    text.Append("\n\n");
                var kind = level > 0 ? BlockKind.Heading : TextLines.IsListItem(content) ? BlockKind.ListItem : BlockKind.Paragraph;
                blocks.Add(new TextBlock(text.Length, text.Length + content.Length, kind, trail.Path, page.Number));
                text.Append(content);
            }

        return new ExtractedDocument(text.ToString(), "application/pdf", title, blocks);
    }

    /// <summary>The lines of each paragraph: a block of the page, cut where the type size changes and where a list item begins.</summary>
    private static IEnumerable<List<PdfLine>> Paragraphs(IReadOnlyList<PdfLine> lines, PdfHeadings headings)
    {
        var paragraph = new List<PdfLine>();
        foreach (var line in lines)
        {
            if (paragraph.Count > 0 && !Continues(paragraph, line, headings))
            {
                yield return paragraph;
                paragraph = [];
            }

            paragraph.Add(line);
        }

        if (paragraph.Count > 0)
            yield return paragraph;
    }

    // A title that was set in several lines may come in several blocks.
    private static bool Continues(List<PdfLine> paragraph, PdfLine line, PdfHeadings headings) =>
        headings.LevelOf(paragraph) == 1
            ? headings.LevelOf([line]) == 1
            : paragraph[^1].Block == line.Block && !headings.Separates(paragraph[^1], line) && !TextLines.IsListItem(line.Text);
}
