namespace TwinPlatform.Knowledge.Ingestion.Chunking;

/// <summary>A passage of a document: what is indexed, found and quoted from. Its content is <c>Text[Start..End]</c>.</summary>
/// <param name="Ordinal">Its number in the document, from 0.</param>
/// <param name="Start">Offset of its first character (UTF-16).</param>
/// <param name="End">Offset after its last character.</param>
/// <param name="HeadingPath">The headings that all of it stands under, outermost first.</param>
/// <param name="Page">The page on which it begins, where the format has pages.</param>
/// <param name="WordCount">Its length in words.</param>
internal sealed record Chunk(int Ordinal, int Start, int End, IReadOnlyList<string> HeadingPath, int? Page, int WordCount);
