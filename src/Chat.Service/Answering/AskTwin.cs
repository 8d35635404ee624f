using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Contracts;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Chat.Answering;

/// <summary>Body of <c>POST /v1/twins/{twinId}/chat</c>.</summary>
/// <param name="Message">The question, 1 to 4,000 characters.</param>
/// <param name="ConversationId">The conversation to continue; absent to begin one.</param>
public sealed record AskTwinRequest(string Message, Guid? ConversationId = null)
{
    internal const int MaxMessageLength = 4000;

    internal ProblemHttpResult? Refusal => Message.Trim() switch
    {
        "" => ChatErrors.MessageEmpty,
        { Length: > MaxMessageLength } => ChatErrors.MessageTooLong,
        var message when message.Contains('\0', StringComparison.Ordinal) => ChatErrors.MessageUnreadable,
        _ => null,
    };
}

/// <summary>The twin's answer. When the response arrives, question and answer are stored.</summary>
/// <param name="ConversationId">Send it with the next question to continue the conversation.</param>
/// <param name="MessageId">The stored answer.</param>
/// <param name="Answered">False when the twin's sources do not hold the answer and it says so.</param>
/// <param name="Answer">The quotes as plain sentences, or the twin's own words for not knowing.</param>
/// <param name="Confidence">0 to 1: how well the sources cover the question.</param>
/// <param name="Citations">One for each sentence of the answer, in its order; empty when not answered.</param>
/// <param name="GeneratedBy">What worded the answer; <c>extractive</c> quotes and writes nothing of its own.</param>
public sealed record AskTwinResponse(
    Guid ConversationId, Guid MessageId, bool Answered, string Answer, double Confidence, IReadOnlyList<Citation> Citations, string GeneratedBy);

/// <summary>The visitor asks and gets an answer whose every sentence is quoted exactly, or the twin's "I don't know".</summary>
internal static class AskTwin
{
    private const string ConversationExistsSql = """
        select true
        from chat.conversations
        where conversation_id = @ConversationId and twin_id = @TwinId
        """;

    public static async Task<Results<Ok<AskTwinResponse>, ServerSentEventsResult<object>, ProblemHttpResult>> Handle(
        TwinId twinId,
        AskTwinRequest request,
        Caller caller,
        HttpRequest http,
        AnswerTurn answerTurn,
        AnswerStream stream,
        TenantDb db,
        TimeProvider time,
        CancellationToken ct)
    {
        var startedAt = time.GetTimestamp();
        if (request.Refusal is { } refusal)
        {
            return refusal;
        }

        if (request.ConversationId is { } conversationId
            && !await db.QuerySingleOrDefaultAsync<bool>(caller.Tenant, ConversationExistsSql, new { ConversationId = conversationId, TwinId = twinId }, ct))
        {
            return ChatErrors.ConversationNotFound;
        }

        var turn = Turn.Begin(caller.Tenant, twinId, request, time.GetUtcNow(), startedAt);
        if (WantsStream(http))
        {
            return TypedResults.ServerSentEvents(stream.Answer(turn, ct));
        }

        var (answer, reason) = await answerTurn.RunAsync(turn);
        return answer is null ? reason! : TypedResults.Ok(answer.ToResponse(turn));
    }

    private static bool WantsStream(HttpRequest http) =>
        http.GetTypedHeaders().Accept.Any(accept => accept.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase) && accept.Quality != 0);
}
