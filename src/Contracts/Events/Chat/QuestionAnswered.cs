namespace TwinPlatform.Contracts.Events.Chat;

/// <summary>A visitor asked and got an answer, or was told that the twin does not know.</summary>
/// <param name="EventId"><inheritdoc cref="ITenantEvent.EventId" path="/summary"/></param>
/// <param name="TenantId"><inheritdoc cref="ITenantEvent.TenantId" path="/summary"/></param>
/// <param name="TwinId">The twin it happened to.</param>
/// <param name="OccurredAt"><inheritdoc cref="ITenantEvent.OccurredAt" path="/summary"/></param>
/// <param name="ConversationId">The conversation that holds question and answer.</param>
/// <param name="Answered">False when the knowledge did not hold the answer.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="CitationCount">Quotes that passed the citation gate.</param>
/// <param name="ElapsedMs">From the question's arrival at the service to its stored answer, in milliseconds.</param>
public sealed record QuestionAnswered(
    Guid EventId, TenantId TenantId, TwinId TwinId, DateTimeOffset OccurredAt, Guid ConversationId, bool Answered,
    double Confidence, int CitationCount, double ElapsedMs) : ITenantEvent
{
    /// <inheritdoc/>
    public int SchemaVersion { get; init; } = 1;
}
