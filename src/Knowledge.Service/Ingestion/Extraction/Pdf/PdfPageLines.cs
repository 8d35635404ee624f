using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Pdf;

/// <summary>The lines of a page in reading order.</summary>
internal sealed record PdfPageLines(int Number, IReadOnlyList<PdfLine> Lines)
{
    // The order of blocks is found by comparing each with each; a page of more is a drawing or a table, which its producer wrote in order.
    private const int MostBlocksToOrder = 200;

    // One core per document: other documents are read beside it.
    private static readonly NearestNeighbourWordExtractor Words = new(new() { MaxDegreeOfParallelism = 1 });
    private static readonly DocstrumBoundingBoxes Segmenter = new(new() { MaxDegreeOfParallelism = 1 });

    public static PdfPageLines Of(Page page)
    {
        var letters = DuplicateOverlappingTextProcessor.Get(page.Letters);
        if (letters.Count == 0)
            return new PdfPageLines(page.Number, []);

        var blocks = Segmenter.GetBlocks(Words.GetWords(letters));
        IReadingOrderDetector order = blocks.Count <= MostBlocksToOrder ? UnsupervisedReadingOrderDetector.Instance : RenderingReadingOrderDetector.Instance;

        var lines = new List<PdfLine>();
        var blockNumber = 0;
        foreach (var block in order.Get(blocks))
        {
            foreach (var line in block.TextLines)
                if (LineOf(line, blockNumber, page.Height) is { } read)
                    lines.Add(read);
            blockNumber++;
        }

        return new PdfPageLines(page.Number, lines);
    }

    private static PdfLine? LineOf(TextLine line, int block, double pageHeight)
    {
        var text = PdfGlyphs.Readable(line.Text).Trim();
        if (text.Length == 0)
            return null;

        var sizes = line.Words.SelectMany(word => word.Letters).Select(letter => letter.PointSize).Order().ToList();
        var box = line.BoundingBox;
        return new PdfLine(text, sizes[sizes.Count / 2], pageHeight > 0 ? (box.Bottom + box.Top) / 2 / pageHeight : 0.5, block);
    }
}

/// <summary>A line of a page.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Size">Its font size in points.</param>
/// <param name="Height">Where its middle stands, from 0 at the bottom of the page to 1 at its top.</param>
/// <param name="Block">The number of its block on the page.</param>
internal sealed record PdfLine(string Text, double Size, double Height, int Block);
