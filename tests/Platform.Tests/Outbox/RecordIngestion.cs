using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using TwinPlatform.Contracts.Events.Knowledge;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Data.Inbox;

namespace TwinPlatform.Platform.Tests.Outbox;

/// <summary>One arrival of an event at a consumer, whether or not it had an effect.</summary>
internal sealed record Delivery(Guid EventId, ActivityTraceId TraceId);

/// <summary>What has arrived, and what shall go wrong the next time.</summary>
internal sealed class Deliveries
{
    public ConcurrentQueue<Delivery> All { get; } = [];

    /// <summary>Run in the middle of the consumer's transaction, once.</summary>
    public Func<ScopedTransaction, Task>? Accident { get; set; }

    public int Of(Guid eventId) => All.Count(delivery => delivery.EventId == eventId);
}

/// <summary>A consumer as the services have them: an effect in the database, once for each event.</summary>
internal sealed class RecordIngestion(TenantDb db, Deliveries deliveries) : IConsumer<SourceIngested>
{
    private const string InsertSql = """
        insert into metrics.metrics (metric_id, twin_id, source_id, metric_type, value, occurred_at)
        values (@MetricId, @TwinId, @SourceId, 'source_ingested', 1, @OccurredAt)
        """;

    public async Task Consume(ConsumeContext<SourceIngested> context)
    {
        var fact = context.Message;
        deliveries.All.Enqueue(new Delivery(fact.EventId, Activity.Current?.TraceId ?? default));
        await db.OnceAsync(
            fact,
            nameof(RecordIngestion),
            async tx =>
            {
                await tx.ExecuteAsync(InsertSql, new { MetricId = Guid.CreateVersion7(), TwinId = fact.TwinId.Value, fact.SourceId, fact.OccurredAt });
                if (deliveries.Accident is { } accident)
                {
                    deliveries.Accident = null;
                    await accident(tx);
                }
            },
            context.CancellationToken);
    }
}

/// <summary>Its queue goes a minute after its last use: nobody will ever ask for it again.</summary>
internal sealed class RecordIngestionDefinition : ConsumerDefinition<RecordIngestion>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<RecordIngestion> consumerConfigurator, IRegistrationContext context)
    {
        if (endpointConfigurator is IRabbitMqReceiveEndpointConfigurator queue)
        {
            queue.QueueExpiration = TimeSpan.FromMinutes(1);
        }
    }
}
