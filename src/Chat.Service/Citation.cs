namespace TwinPlatform.Chat;

/// <summary>What one sentence of an answer stands on. It is sent with the answer and stored with the message, in this shape.</summary>
/// <param name="Index">1 for the answer's first sentence, 2 for its second …</param>
/// <param name="SourceId">The source that is quoted.</param>
/// <param name="SourceVersion">The version of the source; the offsets hold for it for ever.</param>
/// <param name="Title">The source's title.</param>
/// <param name="Page">The page, from 1; null where the format has no pages.</param>
/// <param name="HeadingPath">The headings above the quote, outermost first.</param>
/// <param name="Start">Where the quote begins in the source's stored text, in UTF-16 code units.</param>
/// <param name="End">Where it ends (exclusive).</param>
/// <param name="Quote">Exactly <c>text[start..end]</c>, with the line breaks and markup of the source.</param>
/// <param name="Sha256">SHA-256 of the quote's UTF-8 bytes, in lower-case hexadecimal.</param>
/// <param name="StartSeconds">When the quoted sentence is said, from the start of the recording; null where the source is no recording.</param>
public sealed record Citation(
    int Index, Guid SourceId, int SourceVersion, string Title, int? Page, IReadOnlyList<string> HeadingPath, int Start, int End, string Quote, string Sha256,
    int? StartSeconds = null);
