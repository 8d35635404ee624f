using TwinPlatform.Contracts;

namespace TwinPlatform.Chat.Answering;

/// <summary>One question, and the ids under which it and its answer will be stored.</summary>
/// <param name="Tenant">Whose twin is asked.</param>
/// <param name="TwinId">The twin.</param>
/// <param name="Question">What the visitor wrote, without the white space around it.</param>
/// <param name="ConversationId">The conversation it belongs to.</param>
/// <param name="BeginsConversation">Whether the conversation begins with it.</param>
/// <param name="QuestionId">The visitor's message.</param>
/// <param name="AnswerId">The twin's message.</param>
/// <param name="AskedAt">When the question arrived.</param>
/// <param name="StartedAt">The same moment as a <see cref="TimeProvider"/> timestamp, to measure from.</param>
internal sealed record Turn(
    TenantId Tenant,
    TwinId TwinId,
    string Question,
    Guid ConversationId,
    bool BeginsConversation,
    Guid QuestionId,
    Guid AnswerId,
    DateTimeOffset AskedAt,
    long StartedAt)
{
    /// <remarks>Version 7 ids of one millisecond are in no order; the answer's is made one later, so that it follows its question wherever ids decide.</remarks>
    public static Turn Begin(TenantId tenant, TwinId twinId, AskTwinRequest request, DateTimeOffset askedAt, long startedAt) => new(
        tenant,
        twinId,
        request.Message.Trim(),
        request.ConversationId ?? Guid.CreateVersion7(askedAt),
        request.ConversationId is null,
        Guid.CreateVersion7(askedAt),
        Guid.CreateVersion7(askedAt.AddMilliseconds(1)),
        askedAt,
        startedAt);
}
