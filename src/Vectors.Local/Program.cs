using TwinPlatform.Platform;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Problems;
using TwinPlatform.Vectors.Local;
using TwinPlatform.Vectors.Local.DataPlane;
using TwinPlatform.Vectors.Local.Wire;

var builder = WebApplication.CreateBuilder(args);

builder.AddPlatform();
builder.AddNamespaceData("vectors");
builder.AddPineconeWire();
builder.Services.AddOptions<VectorsOptions>().BindConfiguration("Vectors").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton<IndexCatalog>();

var app = builder.Build();

app.UseProblems();
app.UseRouting();
app.UsePineconeErrors();
app.UseApiKey();
app.MapHealth();
app.MapDataPlane();

await app.RunAsync();
