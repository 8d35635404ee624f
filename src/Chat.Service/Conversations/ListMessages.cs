using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Paging;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Chat.Conversations;

/// <summary>One message of a conversation.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="Role"><c>user</c> for the visitor, <c>assistant</c> for the twin.</param>
/// <param name="Content">What was said.</param>
/// <param name="Answered">On the twin's messages: false when it said that it does not know.</param>
/// <param name="Confidence">On the twin's messages: 0 to 1.</param>
/// <param name="Citations">What the twin's message stands on.</param>
/// <param name="CreatedAt">When it was said.</param>
public sealed record MessageView(
    Guid MessageId, string Role, string Content, bool? Answered, double? Confidence, IReadOnlyList<Citation> Citations, DateTimeOffset CreatedAt);

/// <summary>A page of a conversation, in the order of speech.</summary>
/// <param name="Items">The messages.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> for the next page; null on the last.</param>
public sealed record ListMessagesResponse(IReadOnlyList<MessageView> Items, string? NextCursor);

/// <summary>The owner reads a conversation from its beginning.</summary>
internal static class ListMessages
{
    private const string TwinSql = "select twin_id from chat.conversations where conversation_id = @ConversationId";

    private const string PageSql = """
        select message_id as MessageId, role as Role, content as Content, answered as Answered, confidence_score as Confidence, citations as Citations,
            created_at as CreatedAt
        from chat.messages
        where conversation_id = @ConversationId
          and (created_at, message_id) > (@AfterAt, @AfterId)
        order by created_at, message_id
        limit @ReadLimit
        """;

    private static readonly PageCursor Beginning = new(DateTimeOffset.UnixEpoch, Guid.Empty);

    public static async Task<Results<Ok<ListMessagesResponse>, ProblemHttpResult>> Handle(
        Guid conversationId, [AsParameters] PageRequest request, Caller caller, TenantDb db, CancellationToken ct)
    {
        if (!request.TryRead(out var page, out var refusal))
        {
            return refusal;
        }

        // A conversation is read forwards, other lists backwards in time: here the cursor says after which message, not before which, the page begins.
        var after = request.Cursor is null ? Beginning : new PageCursor(page.BeforeAt, page.BeforeId);
        var rows = await db.RunAsync(
            caller.Tenant,
            async tx => await tx.QuerySingleOrDefaultAsync<Guid?>(TwinSql, new { ConversationId = conversationId }) is { } twinId && caller.MayReach(twinId)
                ? await tx.QueryAsync<MessageRow>(PageSql, new { ConversationId = conversationId, AfterAt = after.At, AfterId = after.Id, page.ReadLimit })
                : null,
            ct);
        if (rows is null)
        {
            return ConversationErrors.NotFound;
        }

        var (items, next) = page.Cut(rows, row => new PageCursor(row.CreatedAt, row.MessageId));
        return TypedResults.Ok(new ListMessagesResponse([.. items.Select(row => row.View)], next));
    }

    private sealed record MessageRow(Guid MessageId, string Role, string Content, bool? Answered, double? Confidence, string Citations, DateTime CreatedAt)
    {
        public MessageView View => new(
            MessageId, Role, Content, Answered, Confidence, JsonSerializer.Deserialize<List<Citation>>(Citations, JsonSerializerOptions.Web)!, CreatedAt);
    }
}
