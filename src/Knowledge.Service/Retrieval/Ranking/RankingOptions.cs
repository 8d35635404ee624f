namespace TwinPlatform.Knowledge.Retrieval.Ranking;

/// <summary>What a caller may ask of a ranking.</summary>
internal sealed record RankingOptions
{
    /// <summary>The most passages in the result.</summary>
    public int MaxPassages { get; init; } = 10;

    /// <summary>The most passages of one source in the result, so that one long document does not silence the others.</summary>
    public int MaxPassagesPerSource { get; init; } = int.MaxValue;
}
