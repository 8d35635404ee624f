namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>What a document may cost. The time is limited by the caller, who is told of each part that is done.</summary>
internal sealed record ExtractionLimits
{
    public static ExtractionLimits Default { get; } = new();

    /// <summary>Characters of extracted text.</summary>
    public int MaxCharacters { get; init; } = 20_000_000;

    public int MaxPages { get; init; } = 5_000;

    /// <summary>How deep elements may nest: a browser draws no more either, and parsers that recurse would take the process with them.</summary>
    public int MaxNesting { get; init; } = 400;

    /// <summary>Paragraphs, rows, … of a document.</summary>
    public int MaxBlocks { get; init; } = 400_000;

    /// <summary>Cells of a row: what a spreadsheet can have at most.</summary>
    public int MaxColumns { get; init; } = 16_384;

    /// <summary>Members of an archive. A presentation of 500 slides has about 3,000.</summary>
    public int MaxMembers { get; init; } = 10_000;

    /// <summary>Bytes that all parts of an archive that are read may unpack to, counted while they unpack.</summary>
    public long MaxUnpackedBytes { get; init; } = 256L * 1024 * 1024;
}
