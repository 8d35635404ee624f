using TwinPlatform.Knowledge.Ingestion.Extraction.Office;

namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>What the formats look at to recognise their own.</summary>
/// <param name="bytes">The whole file.</param>
/// <param name="extension">The file name's extension in lower case without the dot: a hint, since files are often misnamed.</param>
/// <param name="declaredMediaType">What the upload or the web server said: a hint likewise.</param>
/// <param name="limits">What opening it may cost.</param>
internal sealed class DocumentProbe(ReadOnlyMemory<byte> bytes, string? extension, string? declaredMediaType, ExtractionLimits limits) : IDisposable
{
    private string? _text;
    private OfficePackage? _package;

    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>The file as text. Formats that are not text have had their turn before this is first asked for.</summary>
    /// <exception cref="ExtractionRefusedException">The bytes are no text.</exception>
    public string Text => _text ??= TextDecoder.Decode(bytes.Span, declaredMediaType);

    /// <summary>The file as a package of office documents, if it is an archive.</summary>
    /// <exception cref="ExtractionRefusedException">The archive is damaged or unsafe.</exception>
    public OfficePackage? Package => _package ??= ZipDirectory.IsZip(bytes.Span) ? OfficePackage.Open(bytes, limits) : null;

    public bool IsNamed(params ReadOnlySpan<string> extensions) => extension is not null && extensions.Contains(extension);

    public bool IsDeclared(params ReadOnlySpan<string> mediaTypes) =>
        declaredMediaType is not null && mediaTypes.Contains(declaredMediaType.Split(';')[0].Trim().ToLowerInvariant());

    public void Dispose() => _package?.Dispose();
}
