using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Pdf;

/// <summary>PDF, page by page in reading order.</summary>
/// <remarks>
/// A PDF says where glyphs stand, not what is a paragraph. PdfPig's layout analysis finds lines and columns; running headers and footers are dropped and
/// headings found only when they are clear. Blocks do not reach across pages, so that every quote has one page.
/// </remarks>
internal sealed class PdfFormat : IDocumentFormat
{
    // Readers accept a signature that is preceded by rubbish.
    private const int SignatureWindow = 1024;

    public bool Recognises(DocumentProbe probe)
    {
        var head = probe.Bytes.Span[..Math.Min(probe.Bytes.Length, SignatureWindow)];
        return head.IndexOf("%PDF-"u8) is var at && (at == 0 || (at > 0 && !char.IsAsciiLetterOrDigit((char)head[at - 1]) && probe.IsNamed("pdf")));
    }

    public ExtractedDocument Extract(DocumentProbe probe, ExtractionLimits limits, ReadingPace pace)
    {
        using var document = Open(probe.Bytes);
        if (document.NumberOfPages > limits.MaxPages)
            throw ExtractionRefusedException.TooManyPages(document.NumberOfPages, limits.MaxPages);

        var pages = new List<PdfPageLines>(document.NumberOfPages);
        var characters = 0;
        for (var number = 1; number <= document.NumberOfPages; number++)
        {
            pace.PartDone();
            var page = Read(document, number);
            pages.Add(page);
            characters += page.Lines.Sum(line => line.Text.Length + 1);
            if (characters > limits.MaxCharacters)
                throw ExtractionRefusedException.TextTooLong(limits.MaxCharacters);
        }

        var written = PdfTextWriter.Write(RunningLines.Without(pages));
        if (written.Blocks.Count == 0)
            throw ExtractionRefusedException.PdfWithoutText();
        return written with { Title = TitleIn(document) ?? written.Title };
    }

    // The border to PdfPig. A damaged file can make it throw anything (formats, casts, lookups, overflows); to the owner all of them mean the same.
    private static PdfDocument Open(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        }
        catch (PdfDocumentEncryptedException e)
        {
            throw ExtractionRefusedException.PdfEncrypted(e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw ExtractionRefusedException.PdfBroken(e);
        }
    }

    private static PdfPageLines Read(PdfDocument document, int number)
    {
        try
        {
            return PdfPageLines.Of(document.GetPage(number));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw ExtractionRefusedException.PdfPageBroken(number, e);
        }
    }

    /// <summary>The title in the file's properties, unless a program wrote its own idea of one there.</summary>
    private static string? TitleIn(PdfDocument document)
    {
        var title = PdfGlyphs.Readable(document.Information.Title ?? "").Trim();
        var isUseful = title.Length is > 2 and <= 300
            && title.AsSpan().ContainsAnyInRange('A', 'z')
            && !title.StartsWith("Microsoft Word", StringComparison.OrdinalIgnoreCase)
            && !title.StartsWith("untitled", StringComparison.OrdinalIgnoreCase)
            && Path.GetExtension(title).Length is < 4 or > 5;
        return isUseful ? title : null;
    }
}
