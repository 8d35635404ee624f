namespace TwinPlatform.Knowledge.Retrieval.Ranking;

/// <summary>Decides between an answer and silence.</summary>
internal static class AnswerGate
{
    /// <summary>
    /// For a twin that has not been calibrated yet: 5% of off-topic questions are answered on small twins (some 40 passages), more on larger ones, which is
    /// why a twin is calibrated with probe questions.
    /// </summary>
    public const float DefaultThreshold = 0.315f;

    /// <summary>Whether the evidence carries an answer; otherwise the twin says that it does not know.</summary>
    public static bool Decide(Evidence evidence, float threshold = DefaultThreshold) => evidence.Confidence >= threshold;
}
