using MassTransit;
using TwinPlatform.Contracts.Events.Chat;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Metrics.Usage;

/// <summary>Counts questions, and measures the answers they got.</summary>
internal sealed class OnQuestionAnswered(TenantDb db) : IConsumer<QuestionAnswered>
{
    public Task Consume(ConsumeContext<QuestionAnswered> context)
    {
        var fact = context.Message;
        return db.RecordAsync(fact, nameof(OnQuestionAnswered), fact.TwinId, sourceId: null, Of(fact), context.CancellationToken);
    }

    /// <remarks>Confidence and citations belong to answers: a twin that says it does not know has none, and must not lower the average of those that answer.</remarks>
    internal static IReadOnlyList<Measurement> Of(QuestionAnswered fact) => fact.Answered
        ?
        [
            new("question_answered", 1),
            new("answer_elapsed_ms", fact.ElapsedMs),
            new("answer_confidence", fact.Confidence),
            new("answer_citations", fact.CitationCount),
        ]
        : [new("question_unanswered", 1), new("answer_elapsed_ms", fact.ElapsedMs)];
}
