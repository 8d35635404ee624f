using MassTransit;

namespace TwinPlatform.Metrics.Usage;

internal static class UsageConsumers
{
    public static void AddUsage(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<OnQuestionAnswered>();
        bus.AddConsumer<OnSourceIngested>();
        bus.AddConsumer<OnSourceFailed>();
        bus.AddConsumer<OnSourceDeleted>();
    }
}
