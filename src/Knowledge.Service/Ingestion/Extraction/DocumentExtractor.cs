using TwinPlatform.Knowledge.Infrastructure.Text;
using TwinPlatform.Knowledge.Ingestion.Extraction.Html;
using TwinPlatform.Knowledge.Ingestion.Extraction.Pdf;

namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>Turns the bytes of a file into text with structure, whatever the file is called.</summary>
internal sealed class DocumentExtractor(ExtractionLimits limits)
{
    // Asked in this order: what has a signature, what has a syntax, and plain text, which is everything else.
    private static readonly IDocumentFormat[] Formats =
    [
        new PdfFormat(),
        new HtmlFormat(),
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
    public ExtractedDocument Extract(ReadOnlyMemory<byte> bytes, string? fileName, string? declaredMediaType, CancellationToken ct = default)
    {
        if (bytes.IsEmpty)
            throw ExtractionRefusedException.Empty();

        var extension = Path.GetExtension(fileName)?.TrimStart('.').ToLowerInvariant();
        var probe = new DocumentProbe(bytes, extension, declaredMediaType);
        if (ForeignSignature.NameOf(bytes.Span) is { } foreign)
            throw ExtractionRefusedException.UnsupportedType(foreign);

        var document = Formats.First(format => format.Recognises(probe)).Extract(probe, limits, ct);
        if (document.Blocks.Count == 0)
            throw ExtractionRefusedException.Empty();
        if (document.Text.Length > limits.MaxCharacters)
            throw ExtractionRefusedException.TextTooLong(limits.MaxCharacters);
        return document with { Text = StorableText.Of(document.Text) };
    }
}
