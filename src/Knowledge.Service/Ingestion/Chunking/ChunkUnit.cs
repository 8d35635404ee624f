namespace TwinPlatform.Knowledge.Ingestion.Chunking;

/// <summary>The smallest part that a passage is made of: a sentence, heading, table row or line of code, or a piece of one that is too long.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset after its last character.</param>
/// <param name="Size">Its length in words; ten characters are at least one, so that rows of symbols fill a passage, too.</param>
/// <param name="Page">The page of its block.</param>
/// <param name="Kind">What it is.</param>
/// <param name="EndsBlock">Whether a passage that ends here ends with a paragraph.</param>
internal readonly record struct ChunkUnit(int Start, int End, int Size, int? Page, UnitKind Kind, bool EndsBlock);

/// <summary>What passages need to know of a unit.</summary>
internal enum UnitKind
{
    /// <summary>May be repeated at the start of the next passage.</summary>
    Sentence,

    /// <summary>Does not end a passage: it belongs to what follows.</summary>
    Heading,

    /// <summary>A row, a line, or a piece of something longer.</summary>
    Piece,
}
