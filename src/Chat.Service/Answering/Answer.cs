using TwinPlatform.Contracts.Knowledge.V1;

namespace TwinPlatform.Chat.Answering;

/// <summary>What the twin says, ready to be stored and sent.</summary>
/// <param name="Answered">False when it says that it does not know.</param>
/// <param name="Sentences">Its text in pieces: one for each citation, or the one that says it does not know. Put together they are the answer.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Citations">One for each sentence.</param>
internal sealed record Answer(bool Answered, IReadOnlyList<string> Sentences, double Confidence, IReadOnlyList<Citation> Citations)
{
    public string Text => string.Concat(Sentences);

    public static Answer Of(IReadOnlyList<QuotedPlace> quotes, double confidence) => new(
        Answered: true,
        [.. ReadableText.Sentences(quotes.Select(quote => quote.Text))],
        Math.Clamp(confidence, 0, 1),
        [.. quotes.Select((quote, index) => quote.ToCitation(index + 1))]);

    /// <remarks>Where there seemed to be evidence but no quote held, there is no confidence either.</remarks>
    public static Answer Silence(string noAnswerMessage, Evidence? evidence) => new(
        Answered: false, [noAnswerMessage], evidence is { Sufficient: false } ? Math.Clamp(evidence.Confidence, 0, 1) : 0, []);

    public AskTwinResponse ToResponse(Turn turn) => new(turn.ConversationId, turn.AnswerId, Answered, Text, Confidence, Citations, ExtractiveAnswerer.Name);
}
