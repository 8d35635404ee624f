using MassTransit;
using TwinPlatform.Contracts.Events.Knowledge;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Metrics.Usage;

/// <summary>Counts ingestions that failed.</summary>
internal sealed class OnSourceFailed(TenantDb db) : IConsumer<SourceFailed>
{
    public Task Consume(ConsumeContext<SourceFailed> context)
    {
        var fact = context.Message;
        return db.RecordAsync(fact, nameof(OnSourceFailed), fact.TwinId, fact.SourceId, [new("source_failed", 1)], context.CancellationToken);
    }
}
