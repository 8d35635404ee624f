using MassTransit;
using TwinPlatform.Contracts.Events.Knowledge;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Metrics.Usage;

/// <summary>Counts ingestions, and remembers how many passages of the source are live.</summary>
internal sealed class OnSourceIngested(TenantDb db) : IConsumer<SourceIngested>
{
    public Task Consume(ConsumeContext<SourceIngested> context)
    {
        var fact = context.Message;
        return db.RecordAsync(
            fact,
            nameof(OnSourceIngested),
            fact.TwinId,
            fact.SourceId,
            [new("source_ingested", 1), new("chunks_live", fact.ChunkCount)],
            context.CancellationToken);
    }
}
