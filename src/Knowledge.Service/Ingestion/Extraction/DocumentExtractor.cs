using TwinPlatform.Knowledge.Infrastructure.Text;
using TwinPlatform.Knowledge.Ingestion.Extraction.Html;
using TwinPlatform.Knowledge.Ingestion.Extraction.Json;
using TwinPlatform.Knowledge.Ingestion.Extraction.Pdf;
using TwinPlatform.Knowledge.Ingestion.Extraction.Sheets;
using TwinPlatform.Knowledge.Ingestion.Extraction.Slides;
using TwinPlatform.Knowledge.Ingestion.Extraction.Subtitles;
using TwinPlatform.Knowledge.Ingestion.Extraction.Tables;
using TwinPlatform.Knowledge.Ingestion.Extraction.Word;

namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>Turns the bytes of a file into text with structure, whatever the file is called. Files of strangers go through <see cref="Isolation.IsolatedExtractor"/>.</summary>
internal sealed class DocumentExtractor(ExtractionLimits limits)
{
    // Asked in this order: what has a signature, what has a syntax, and plain text, which is everything else.
    private static readonly IDocumentFormat[] Formats =
    [
        new PdfFormat(),
        new WordFormat(),
        new SlidesFormat(),
        new SheetsFormat(),
        new HtmlFormat(),
        new SubtitlesFormat(),
        new JsonFormat(),
        new CsvFormat(),
        new MarkdownFormat(),
        new PlainTextFormat(),
    ];

    public DocumentExtractor()
        : this(ExtractionLimits.Default)
    {
    }

    /// <param name="bytes">The file.</param>
    /// <param name="fileName">Its name, of which only the extension counts, and only as a hint.</param>
    /// <param name="declaredMediaType">The Content-Type that came with it; its charset parameter is used.</param>
    /// <param name="ct">Limits the time.</param>
    /// <exception cref="ExtractionRefusedException">The document cannot become text; the code and sentence say why.</exception>
    public ExtractedDocument Extract(ReadOnlyMemory<byte> bytes, string? fileName, string? declaredMediaType, CancellationToken ct = default) =>
        Extract(bytes, fileName, declaredMediaType, new ReadingPace(ct));

    public ExtractedDocument Extract(ReadOnlyMemory<byte> bytes, string? fileName, string? declaredMediaType, ReadingPace pace)
    {
        if (bytes.IsEmpty)
            throw ExtractionRefusedException.Empty();

        var extension = Path.GetExtension(fileName)?.TrimStart('.').ToLowerInvariant();
        using var probe = new DocumentProbe(bytes, extension, declaredMediaType, limits);
        if (ForeignSignature.NameOf(bytes.Span) is { } foreign)
            throw ForeignSignature.IsEncryptedOffice(bytes.Span) ? ExtractionRefusedException.OfficeEncrypted() : ExtractionRefusedException.UnsupportedType(foreign);
        if (probe.Package is { } package && !Array.Exists(Formats, format => format is Office.OfficeFormat && format.Recognises(probe)))
            throw ExtractionRefusedException.UnsupportedType(Office.ForeignPackage.NameOf(package));

        var document = Formats.First(format => format.Recognises(probe)).Extract(probe, limits, pace);
        if (document.Blocks.Count == 0)
            throw ExtractionRefusedException.Empty();
        if (document.Blocks.Count > limits.MaxBlocks)
            throw ExtractionRefusedException.TooManyBlocks(limits.MaxBlocks);
        if (document.Text.Length > limits.MaxCharacters)
            throw ExtractionRefusedException.TextTooLong(limits.MaxCharacters);
        return document with { Text = StorableText.Of(document.Text), Title = document.Title is { } title ? StorableText.Of(title) : null };
    }
}
