using TwinPlatform.Contracts;

namespace TwinPlatform.Platform.Data.Inbox;

/// <summary>
/// Exactly-once effect on at-least-once delivery: the event's id is recorded in the transaction of its effect, for ever. There is no window after which
/// a late redelivery would act again.
/// </summary>
public static class ConsumeOnce
{
    private const string RecordSql = """
        insert into inbox (event_id, consumer)
        values (@EventId, @Consumer)
        on conflict do nothing
        """;

    /// <summary>Runs <paramref name="work"/> in the event's tenant, unless this consumer has done so before.</summary>
    /// <param name="db">The consumer's database.</param>
    /// <param name="fact">The event in hand.</param>
    /// <param name="consumer">The consumer's name; two consumers of one event each act once.</param>
    /// <param name="work">The effect: database statements and outgoing events.</param>
    /// <param name="ct">Cancels; the effect rolls back and the message will be delivered again.</param>
    /// <returns>False when the event had been consumed before.</returns>
    public static Task<bool> OnceAsync(
        this TenantDb db, ITenantEvent fact, string consumer, Func<ScopedTransaction, Task> work, CancellationToken ct) =>
        db.RunAsync(
            fact.TenantId,
            async tx =>
            {
                if (await tx.ExecuteAsync(RecordSql, new { fact.EventId, Consumer = consumer }) == 0)
                {
                    return false;
                }

                await work(tx);
                return true;
            },
            ct);
}
