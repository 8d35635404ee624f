using MassTransit;
using TwinPlatform.Contracts.Events.Knowledge;
using TwinPlatform.Knowledge.Infrastructure.Jobs;

namespace TwinPlatform.Knowledge.Ingestion;

/// <summary>A source was added somewhere: one of the Knowledge processes takes its job at once.</summary>
internal sealed class OnSourceAdded(JobBell bell) : IConsumer<SourceAdded>
{
    public Task Consume(ConsumeContext<SourceAdded> context)
    {
        bell.Ring();
        return Task.CompletedTask;
    }
}
