namespace TwinPlatform.Knowledge.Retrieval.Ranking;

/// <summary>How much of a question its best passages met. Each signal is about 0 for a question off the topic and about 1 for one asked in the passage's words.</summary>
/// <param name="ScoreShare">The best vector score as a share of the question's own.</param>
/// <param name="PassageCoverage">The share of the question's words, weighted by rarity, that one passage contains with its title and headings.</param>
/// <param name="SentenceCoverage">The same for one sentence.</param>
internal sealed record Evidence(float ScoreShare, float PassageCoverage, float SentenceCoverage)
{
    public static Evidence None { get; } = new(0, 0, 0);

    /// <summary>The three in one number from 0 to about 1; what <see cref="AnswerGate"/> compares and what is calibrated per twin.</summary>
    /// <remarks>The weights are those of bench/Retrieval: at 5% of off-topic questions answered they keep most of the others.</remarks>
    public float Confidence => ((2f * ScoreShare) + PassageCoverage + (0.25f * SentenceCoverage)) / 3.25f;
}
