using MassTransit;
using TwinPlatform.Contracts.Events.Knowledge;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Metrics.Usage;

/// <summary>Counts deletions; no passage of the source is live any more, in whatever order its events arrive.</summary>
internal sealed class OnSourceDeleted(TenantDb db) : IConsumer<SourceDeleted>
{
    public Task Consume(ConsumeContext<SourceDeleted> context)
    {
        var fact = context.Message;
        return db.RecordAsync(
            fact, nameof(OnSourceDeleted), fact.TwinId, fact.SourceId, [new("source_deleted", 1), new("chunks_live", 0)], context.CancellationToken);
    }
}
