namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>What a document may cost. The time is limited by the caller's cancellation token, which is looked at between pages and parsing steps.</summary>
internal sealed record ExtractionLimits
{
    public static ExtractionLimits Default { get; } = new();

    /// <summary>Characters of extracted text.</summary>
    public int MaxCharacters { get; init; } = 20_000_000;

    public int MaxPages { get; init; } = 5_000;

    /// <summary>How deep elements may nest: a browser draws no more either, and parsers that recurse would take the process with them.</summary>
    public int MaxNesting { get; init; } = 400;
}
