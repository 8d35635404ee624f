using MassTransit;
using TwinPlatform.Knowledge.Infrastructure.Jobs;
using TwinPlatform.Knowledge.Ingestion.Extraction.Isolation;

namespace TwinPlatform.Knowledge.Ingestion;

internal static class IngestionDefaults
{
    public static void AddIngestion(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IsolatedExtractor>();
        builder.Services.AddSingleton<IJobRunner, IngestSource>();
    }

    public static void AddIngestion(this IBusRegistrationConfigurator bus) => bus.AddConsumer<OnSourceAdded>();
}
