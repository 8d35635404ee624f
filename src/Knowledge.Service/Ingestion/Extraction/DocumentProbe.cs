namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>What the formats look at to recognise their own.</summary>
/// <param name="Bytes">The whole file.</param>
/// <param name="Extension">The file name's extension in lower case without the dot: a hint, since files are often misnamed.</param>
/// <param name="DeclaredMediaType">What the upload or the web server said: a hint likewise.</param>
internal sealed record DocumentProbe(ReadOnlyMemory<byte> Bytes, string? Extension, string? DeclaredMediaType)
{
    private string? _text;

    /// <summary>The file as text. Formats that are not text have had their turn before this is first asked for.</summary>
    /// <exception cref="ExtractionRefusedException">The bytes are no text.</exception>
    public string Text => _text ??= TextDecoder.Decode(Bytes.Span, DeclaredMediaType);

    public bool IsNamed(params ReadOnlySpan<string> extensions) => Extension is not null && extensions.Contains(Extension);

    public bool IsDeclared(params ReadOnlySpan<string> mediaTypes) =>
        DeclaredMediaType is not null && mediaTypes.Contains(DeclaredMediaType.Split(';')[0].Trim().ToLowerInvariant());
}
