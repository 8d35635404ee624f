namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>Plain text: paragraphs between blank lines, and list items.</summary>
internal sealed class PlainTextFormat : IDocumentFormat
{
    public bool Recognises(DocumentProbe probe) => true;

    public ExtractedDocument Extract(DocumentProbe probe, ExtractionLimits limits, ReadingPace pace)
    {
        var text = probe.Text;
        return new ExtractedDocument(text, "text/plain", Title: null, BlocksOf(text));
    }

    internal static List<TextBlock> BlocksOf(string text)
    {
        var blocks = new List<TextBlock>();
        var (start, end, kind) = (-1, -1, BlockKind.Paragraph);
        foreach (var range in TextLines.Of(text))
        {
            var line = text.AsSpan(range.Start, range.Length).Trim();
            var isItem = TextLines.IsListItem(line);
            if (start >= 0 && (line.IsEmpty || isItem))
            {
                blocks.Add(new TextBlock(start, end, kind, []));
                start = -1;
            }

            if (line.IsEmpty)
                continue;

            var lead = text.AsSpan(range.Start, range.Length).IndexOf(line);
            if (start < 0)
                (start, kind) = (range.Start + lead, isItem ? BlockKind.ListItem : BlockKind.Paragraph);
            end = range.Start + lead + line.Length;
        }

        if (start >= 0)
            blocks.Add(new TextBlock(start, end, kind, []));
        return blocks;
    }
}
