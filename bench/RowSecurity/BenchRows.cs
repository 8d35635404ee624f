using Npgsql;
using TwinPlatform.Contracts;

namespace TwinPlatform.RowSecurity;

/// <summary>The rows to read, and an identical copy of their table without row-level security.</summary>
internal sealed record BenchRows(IReadOnlyList<TenantId> Tenants, IReadOnlyList<(TenantId Tenant, Guid Twin, Guid Conversation)> Conversations)
{
    private const string FillSql = """
        insert into chat.conversations (tenant_id, conversation_id, twin_id, title, created_at, last_message_at)
        select md5('tenant' || t)::uuid, md5('conversation' || t || '/' || c)::uuid, md5('twin' || t || '/' || c % 5)::uuid, 'Conversation ' || c,
            now() - c * interval '1 minute', now() - c * interval '1 minute'
        from generate_series(1, 50) t, generate_series(1, 2000) c;
        create table chat.conversations_open (like chat.conversations including all);
        insert into chat.conversations_open select * from chat.conversations;
        grant select on chat.conversations_open to twin_chat;
        vacuum analyze chat.conversations;
        vacuum analyze chat.conversations_open;
        """;

    private const string SampleSql = "select tenant_id, twin_id, conversation_id from chat.conversations order by md5(conversation_id::text) limit 5000";

    public static async Task<BenchRows> InsertAsync(string ownerConnectionString)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync();
        foreach (var statement in FillSql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            await using var fill = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await fill.ExecuteNonQueryAsync();
        }

        var rows = new List<(TenantId, Guid, Guid)>();
        await using var command = new NpgsqlCommand(SampleSql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add((new TenantId(reader.GetGuid(0)), reader.GetGuid(1), reader.GetGuid(2)));
        }

        return new BenchRows([.. rows.Select(row => row.Item1).Distinct()], rows);
    }
}
