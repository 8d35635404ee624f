using Dapper;
using Npgsql;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.RowSecurity;

/// <summary>As a service without row-level security would read: the tenant stands in every where clause, and nobody checks that it does.</summary>
/// <param name="source">The connections.</param>
/// <param name="door">Null to go the shortest way; otherwise through <see cref="TenantDb"/>, whose setting nobody reads here: what remains is the policies' own cost.</param>
/// <param name="rows">What to ask for.</param>
internal sealed class OpenReads(NpgsqlDataSource source, TenantDb? door, BenchRows rows)
{
    private const string PointSql = """
        select conversation_id as ConversationId, twin_id as TwinId, title as Title, created_at as CreatedAt, last_message_at as LastMessageAt
        from chat.conversations_open
        where tenant_id = @Tenant and conversation_id = @Conversation
        """;

    private const string ListSql = """
        select conversation_id as ConversationId, twin_id as TwinId, title as Title, created_at as CreatedAt, last_message_at as LastMessageAt
        from chat.conversations_open
        where tenant_id = @Tenant and twin_id = @Twin
        order by last_message_at desc, conversation_id desc
        limit 50
        """;

    public async Task<int> PointAsync(int number)
    {
        var (tenant, _, conversation) = rows.Conversations[number % rows.Conversations.Count];
        var parameters = new { Tenant = tenant.Value, Conversation = conversation };
        return door is null
            ? await CountAsync(PointSql, parameters)
            : (await door.QueryAsync<ConversationRow>(tenant, PointSql, parameters, CancellationToken.None)).Count;
    }

    public async Task<int> ListAsync(int number)
    {
        var (tenant, twin, _) = rows.Conversations[number % rows.Conversations.Count];
        var parameters = new { Tenant = tenant.Value, Twin = twin };
        return door is null
            ? await CountAsync(ListSql, parameters)
            : (await door.QueryAsync<ConversationRow>(tenant, ListSql, parameters, CancellationToken.None)).Count;
    }

    private async Task<int> CountAsync(string sql, object parameters)
    {
        await using var connection = await source.OpenConnectionAsync();
        return (await connection.QueryAsync<ConversationRow>(sql, parameters)).AsList().Count;
    }
}
