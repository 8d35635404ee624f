using TwinPlatform.Knowledge.Infrastructure.Jobs;
using TwinPlatform.Knowledge.Infrastructure.Pinecone;
using TwinPlatform.Knowledge.Ingestion;
using TwinPlatform.Knowledge.Ingestion.Extraction.Isolation;
using TwinPlatform.Knowledge.Jobs;
using TwinPlatform.Knowledge.Retrieval;
using TwinPlatform.Knowledge.Sources;
using TwinPlatform.Platform;
using TwinPlatform.Platform.Bus;
using TwinPlatform.Platform.Data;

if (args is [ExtractionWorker.Command])
{
    return ExtractionWorker.Run();
}

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatformService();
builder.AddTenantData("knowledge");
builder.AddBus("knowledge", bus => bus.AddIngestion());
builder.AddOutbox();
builder.AddPinecone();
builder.AddJobWorker();
builder.AddSources();
builder.AddIngestion();
builder.AddRetrieval();

var app = builder.Build();
app.UsePlatformService();
app.MapSources();
app.MapJobs();
app.MapRetrieval();
app.Run();
return 0;
