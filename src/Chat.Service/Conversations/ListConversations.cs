using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Contracts;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Paging;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Chat.Conversations;

/// <summary>A conversation in a list.</summary>
/// <param name="ConversationId">Its id.</param>
/// <param name="TwinId">The twin it is with.</param>
/// <param name="Title">Its first question, shortened at a word.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="LastMessageAt">When its last answer was given.</param>
public sealed record ConversationView(Guid ConversationId, TwinId TwinId, string Title, DateTimeOffset CreatedAt, DateTimeOffset LastMessageAt);

/// <summary>A page of conversations, the latest spoken in first.</summary>
/// <param name="Items">The conversations.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> for the next page; null on the last.</param>
public sealed record ListConversationsResponse(IReadOnlyList<ConversationView> Items, string? NextCursor);

/// <summary>The owner sees what was talked about with the twin.</summary>
internal static class ListConversations
{
    private const string PageSql = """
        select conversation_id as ConversationId, title as Title, created_at as CreatedAt, last_message_at as LastMessageAt
        from chat.conversations
        where twin_id = @TwinId
          and (last_message_at, conversation_id) < (@BeforeAt, @BeforeId)
        order by last_message_at desc, conversation_id desc
        limit @ReadLimit
        """;

    public static async Task<Results<Ok<ListConversationsResponse>, ProblemHttpResult>> Handle(
        TwinId twinId, [AsParameters] PageRequest request, Caller caller, TenantDb db, CancellationToken ct)
    {
        if (!request.TryRead(out var page, out var refusal))
        {
            return refusal;
        }

        var rows = await db.QueryAsync<ConversationRow>(
            caller.Tenant, PageSql, new { TwinId = twinId, page.BeforeAt, page.BeforeId, page.ReadLimit }, ct);
        var (items, next) = page.Cut(rows, row => new PageCursor(row.LastMessageAt, row.ConversationId));
        return TypedResults.Ok(new ListConversationsResponse(
            [.. items.Select(row => new ConversationView(row.ConversationId, twinId, row.Title, row.CreatedAt, row.LastMessageAt))], next));
    }

    private sealed record ConversationRow(Guid ConversationId, string Title, DateTime CreatedAt, DateTime LastMessageAt);
}
