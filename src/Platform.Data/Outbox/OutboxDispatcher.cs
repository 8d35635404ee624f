using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TwinPlatform.Contracts;

namespace TwinPlatform.Platform.Data.Outbox;

/// <summary>
/// Sends the outbox: claims rows (several processes share the work), publishes with the broker's confirmation, and only then deletes them.
/// A row is never given up: after a failure it is tried again, at most a minute later.
/// </summary>
/// <remarks>
/// At most 16 publishes are in flight: with 200, RabbitMQ.Client 7 was seen to miss the broker's death and to hang; with 32 or fewer never
/// (docs/adr/0002).
/// </remarks>
internal sealed partial class OutboxDispatcher(CrossTenantDb db, NpgsqlDataSource source, DataOptions options, IBus bus, ILogger<OutboxDispatcher> logger)
    : BackgroundService
{
    private const string ClaimSql = """
        select outbox_id as OutboxId, event_id as EventId, event_type as EventType, body as Body, trace_parent as TraceParent
        from outbox
        where not_before <= now()
        order by outbox_id
        limit 64
        for update skip locked
        """;

    private const string DeleteSql = "delete from outbox where outbox_id = any(@Sent)";

    private const string BackOffSql = """
        update outbox
        set attempts = attempts + 1, not_before = now() + least(power(2, attempts), 60) * interval '1 second'
        where outbox_id = any(@Failed)
        """;

    private static readonly ActivitySource Activities = new("TwinPlatform.Outbox");
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                LogDatabaseAway(e.SqlState);
                await Task.Delay(Poll, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var ears = await source.OpenConnectionAsync(ct);
        await using (var listen = ears.CreateCommand())
        {
            listen.CommandText = $"listen {options.OutboxChannel}";
            await listen.ExecuteNonQueryAsync(ct);
        }

        while (!ct.IsCancellationRequested)
        {
            while (await DispatchAsync(ct) > 0)
            {
            }

            // A notification may be lost with its connection, and failed rows come due by time: look at least once a second.
            await ears.WaitAsync(Poll, ct);
        }
    }

    /// <returns>The number of events sent.</returns>
    internal Task<int> DispatchAsync(CancellationToken ct) => db.RunAsync(
        async tx =>
        {
            var rows = await tx.QueryAsync<OutboxRow>(ClaimSql);
            if (rows.Count == 0)
            {
                return 0;
            }

            var sent = await PublishAllAsync(rows, ct);
            await tx.ExecuteAsync(DeleteSql, new { Sent = sent });
            if (sent.Length < rows.Count)
            {
                await tx.ExecuteAsync(BackOffSql, new { Failed = rows.Select(row => row.OutboxId).Except(sent).ToArray() });
            }

            return sent.Length;
        },
        ct);

    private async Task<long[]> PublishAllAsync(IReadOnlyList<OutboxRow> rows, CancellationToken ct)
    {
        var sent = new System.Collections.Concurrent.ConcurrentBag<long>();
        var sixteen = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct };
        await Parallel.ForEachAsync(rows, sixteen, async (row, token) =>
        {
            if (await TryPublishAsync(row, token))
            {
                sent.Add(row.OutboxId);
            }
        });
        return [.. sent];
    }

    private async Task<bool> TryPublishAsync(OutboxRow row, CancellationToken ct)
    {
        using var activity = Activities.StartActivity("outbox send", ActivityKind.Internal, row.TraceParent);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(PublishTimeout);
        try
        {
            var type = typeof(ITenantEvent).Assembly.GetType(row.EventType, throwOnError: true)!;
            var fact = JsonSerializer.Deserialize(row.Body, type)!;
            await bus.Publish(fact, type, Pipe.Execute<PublishContext>(publish => publish.MessageId = row.EventId), timeout.Token);
            return true;
        }
#pragma warning disable CA1031 // Whatever the broker's client throws, the row stays and is tried again.
        catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotSent(row.EventId, row.EventType, e.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {EventId} of type {EventType} was not sent ({Reason}); it will be tried again")]
    private partial void LogNotSent(Guid eventId, string eventType, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database did not serve the outbox (SQL state {SqlState}); trying again")]
    private partial void LogDatabaseAway(string? sqlState);

    private sealed record OutboxRow(long OutboxId, Guid EventId, string EventType, string Body, string? TraceParent);
}
