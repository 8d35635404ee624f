namespace TwinPlatform.Knowledge.Retrieval.Ranking;

/// <summary>Decides between an answer and silence.</summary>
internal static class AnswerGate
{
    /// <summary>For a twin that has not been calibrated yet.</summary>
    public const float DefaultThreshold = 1.2f;

    /// <summary>Whether the evidence carries an answer; otherwise the twin says that it does not know.</summary>
    public static bool Decide(Evidence evidence, float threshold = DefaultThreshold) => evidence.Confidence >= threshold;
}
