using System.Text.Json;
using TwinPlatform.Contracts.Events.Chat;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Data.Outbox;

namespace TwinPlatform.Chat.Answering;

/// <summary>Stores question, answer and the fact that it was answered: all of it or nothing.</summary>
internal static class StoreTurn
{
    private const string BeginConversationSql = """
        insert into chat.conversations (conversation_id, twin_id, title, created_at, last_message_at)
        values (@ConversationId, @TwinId, @Title, @AskedAt, @AnsweredAt)
        """;

    private const string ContinueConversationSql = """
        update chat.conversations
        set last_message_at = greatest(last_message_at, @AnsweredAt)
        where conversation_id = @ConversationId and twin_id = @TwinId
        """;

    private const string InsertMessagesSql = """
        insert into chat.messages (message_id, conversation_id, role, content, citations, answered, confidence_score, created_at)
        values
            (@QuestionId, @ConversationId, 'user', @Question, '[]', null, null, @AskedAt),
            (@AnswerId, @ConversationId, 'assistant', @Text, @Citations::jsonb, @Answered, @Confidence, @AnsweredAt)
        """;

    /// <returns>False when the conversation is gone; then nothing is stored.</returns>
    public static Task<bool> RunAsync(TenantDb db, Turn turn, Answer answer, TimeProvider time, CancellationToken ct) => db.RunAsync(
        turn.Tenant,
        async tx =>
        {
            var answeredAt = time.GetUtcNow();
            if (turn.BeginsConversation)
            {
                await tx.ExecuteAsync(
                    BeginConversationSql,
                    new { turn.ConversationId, turn.TwinId, Title = ConversationTitle.Of(turn.Question), turn.AskedAt, AnsweredAt = answeredAt });
            }
            else if (await tx.ExecuteAsync(ContinueConversationSql, new { turn.ConversationId, turn.TwinId, AnsweredAt = answeredAt }) == 0)
            {
                return false;
            }

            await tx.ExecuteAsync(InsertMessagesSql, new
            {
                turn.QuestionId,
                turn.AnswerId,
                turn.ConversationId,
                turn.Question,
                answer.Text,
                Citations = JsonSerializer.Serialize(answer.Citations, JsonSerializerOptions.Web),
                answer.Answered,
                answer.Confidence,
                turn.AskedAt,
                AnsweredAt = answeredAt,
            });
            await tx.PublishAsync(new QuestionAnswered(
                Guid.CreateVersion7(answeredAt),
                turn.Tenant,
                turn.TwinId,
                answeredAt,
                turn.ConversationId,
                answer.Answered,
                answer.Confidence,
                answer.Citations.Count,
                time.GetElapsedTime(turn.StartedAt).TotalMilliseconds));
            return true;
        },
        ct);
}
