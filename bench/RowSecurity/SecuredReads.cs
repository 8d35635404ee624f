using TwinPlatform.Platform.Data;

namespace TwinPlatform.RowSecurity;

/// <summary>A row of either table.</summary>
internal sealed record ConversationRow(Guid ConversationId, Guid TwinId, string Title, DateTime CreatedAt, DateTime LastMessageAt);

/// <summary>As a service reads: the tenant is a setting of the transaction, and the policies apply it.</summary>
internal sealed class SecuredReads(TenantDb db, BenchRows rows)
{
    private const string PointSql = """
        select conversation_id as ConversationId, twin_id as TwinId, title as Title, created_at as CreatedAt, last_message_at as LastMessageAt
        from chat.conversations
        where conversation_id = @Conversation
        """;

    private const string ListSql = """
        select conversation_id as ConversationId, twin_id as TwinId, title as Title, created_at as CreatedAt, last_message_at as LastMessageAt
        from chat.conversations
        where twin_id = @Twin
        order by last_message_at desc, conversation_id desc
        limit 50
        """;

    public async Task<int> PointAsync(int number)
    {
        var (tenant, _, conversation) = rows.Conversations[number % rows.Conversations.Count];
        return (await db.QueryAsync<ConversationRow>(tenant, PointSql, new { Conversation = conversation }, CancellationToken.None)).Count;
    }

    public async Task<int> ListAsync(int number)
    {
        var (tenant, twin, _) = rows.Conversations[number % rows.Conversations.Count];
        return (await db.QueryAsync<ConversationRow>(tenant, ListSql, new { Twin = twin }, CancellationToken.None)).Count;
    }
}
