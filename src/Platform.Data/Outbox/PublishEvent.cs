using System.Diagnostics;
using System.Text.Json;
using TwinPlatform.Contracts;

namespace TwinPlatform.Platform.Data.Outbox;

/// <summary>Events leave through the transaction that makes them true: both happen or neither does.</summary>
public static class PublishEvent
{
    private const string InsertSql = """
        insert into outbox (event_id, event_type, body, trace_parent, occurred_at)
        values (@EventId, @EventType, @Body, @TraceParent, @OccurredAt)
        """;

    private const string WakeSql = "select pg_notify(current_schema() || '_outbox', '')";

    /// <summary>States a fact. The dispatcher sends it within moments of the commit; should broker or process be away, when they are back.</summary>
    /// <param name="tx">The transaction of the tenant whose fact it is.</param>
    /// <param name="fact">The event.</param>
    public static async Task PublishAsync(this ScopedTransaction tx, ITenantEvent fact)
    {
        await tx.ExecuteAsync(InsertSql, new
        {
            fact.EventId,
            EventType = fact.GetType().FullName,
            Body = JsonSerializer.Serialize(fact, fact.GetType()),
            TraceParent = Activity.Current?.Id,
            fact.OccurredAt,
        });
        await tx.ExecuteAsync(WakeSql);
    }
}
