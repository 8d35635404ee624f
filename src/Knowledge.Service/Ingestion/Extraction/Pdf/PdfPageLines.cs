using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Pdf;

/// <summary>The lines of a page in reading order.</summary>
internal sealed record PdfPageLines(int Number, IReadOnlyList<PdfLine> Lines)
{
    // A block narrower than this is part of its neighbour: a bullet, a number in front of a line. A column of text is wider.
    private const double NarrowestBlock = 0.25;

    // One core per document: other documents are read beside it.
    private const int Cores = 1;

    private static readonly NearestNeighbourWordExtractor Words = new(new() { MaxDegreeOfParallelism = Cores });

    public static PdfPageLines Of(Page page)
    {
        var letters = DuplicateOverlappingTextProcessor.Get(page.Letters);
        if (letters.Count == 0)
            return new PdfPageLines(page.Number, []);

        var segmenter = new RecursiveXYCut(new() { MinimumWidth = page.Width * NarrowestBlock, MaxDegreeOfParallelism = Cores });
        var blocks = segmenter.GetBlocks(Words.GetWords(letters));

        var lines = new List<PdfLine>();
        var blockNumber = 0;
        foreach (var block in RenderingReadingOrderDetector.Instance.Get(blocks))
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

        var letters = line.Words.SelectMany(word => word.Letters).OrderBy(letter => letter.PointSize).ToList();
        var bold = letters.Count(letter => letter.FontDetails.IsBold || letter.FontName?.Contains("Bold", StringComparison.OrdinalIgnoreCase) == true);
        var middle = (line.BoundingBox.Bottom + line.BoundingBox.Top) / 2;
        return new PdfLine(text, letters[letters.Count / 2].PointSize, bold > letters.Count * 0.9, pageHeight > 0 ? middle / pageHeight : 0.5, block);
    }
}

/// <summary>A line of a page.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Size">Its font size in points.</param>
/// <param name="IsBold">Whether all of it is in bold type.</param>
/// <param name="Height">Where its middle stands, from 0 at the bottom of the page to 1 at its top.</param>
/// <param name="Block">The number of its block on the page.</param>
internal sealed record PdfLine(string Text, double Size, bool IsBold, double Height, int Block);
