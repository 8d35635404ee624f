using TwinPlatform.Platform;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Problems;
using TwinPlatform.Vectors.Local;
using TwinPlatform.Vectors.Local.ControlPlane;
using TwinPlatform.Vectors.Local.DataPlane;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Storage;
using TwinPlatform.Vectors.Local.Wire;

var builder = WebApplication.CreateBuilder(args);

builder.AddPlatform();
builder.AddNamespaceData("vectors");
builder.AddPineconeWire();
builder.Services.AddOptions<VectorsOptions>().BindConfiguration("Vectors").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton<MemoryBudget>();
builder.Services.AddSingleton<IndexStore>();
builder.Services.AddSingleton<IndexCatalog>();
builder.Services.AddHostedService(services => services.GetRequiredService<IndexCatalog>());

var app = builder.Build();

app.UseProblems();
app.UseRouting();
app.UsePineconeErrors();
app.UseApiKey();
app.MapHealth();
app.MapControlPlane();
app.MapDataPlane();

await app.RunAsync();
