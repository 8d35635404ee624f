namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>A document as text, with its structure. Every offset that the product cites counts UTF-16 units of <see cref="Text"/>.</summary>
/// <param name="Text">The text: of a text or markdown file the file itself, of other formats what a reader sees, paragraphs separated by a blank line.</param>
/// <param name="MediaType">What the bytes turned out to be, whatever the file was called.</param>
/// <param name="Title">The title that the document gives itself, if it does.</param>
/// <param name="Blocks">The blocks in the order of the text, not overlapping.</param>
internal sealed record ExtractedDocument(string Text, string MediaType, string? Title, IReadOnlyList<TextBlock> Blocks)
{
    /// <summary>What was left out and why, as sentences for the owner; they quote nothing from the document.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The blocks, or parts of blocks, between two offsets.</summary>
    public IReadOnlyList<TextBlock> BlocksWithin(int start, int end)
    {
        int low = 0, high = Blocks.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Blocks[middle].End <= start)
                low = middle + 1;
            else
                high = middle;
        }

        var within = new List<TextBlock>();
        for (var at = low; at < Blocks.Count && Blocks[at].Start < end; at++)
            within.Add(Blocks[at] with { Start = Math.Max(Blocks[at].Start, start), End = Math.Min(Blocks[at].End, end) });
        return within;
    }
}

/// <summary>A paragraph, heading, list item, … of a document.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset after its last character.</param>
/// <param name="Kind">What it is.</param>
/// <param name="HeadingPath">The headings that it stands under, outermost first; a heading's own path ends with itself.</param>
/// <param name="Page">Its page or slide, counted from 1, where the format has them.</param>
/// <param name="Time">When it is said, in the subtitles of a recording.</param>
internal sealed record TextBlock(int Start, int End, BlockKind Kind, IReadOnlyList<string> HeadingPath, int? Page = null, TimeRange? Time = null);

/// <summary>A part of a recording, in milliseconds from its start.</summary>
internal sealed record TimeRange(int StartMs, int EndMs);

/// <summary>What a block is.</summary>
internal enum BlockKind
{
    Heading,
    Paragraph,
    ListItem,
    TableRow,
    Code,
    Quote,
}
