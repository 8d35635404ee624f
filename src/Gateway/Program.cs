using TwinPlatform.Gateway.ApiKeys;
using TwinPlatform.Gateway.Principals;
using TwinPlatform.Gateway.Reference;
using TwinPlatform.Gateway.Routes;
using TwinPlatform.Platform;
using TwinPlatform.Platform.Bus;
using TwinPlatform.Platform.Problems;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatform();
builder.AddPrincipals();
builder.AddApiKeys();
builder.AddRoutes();
builder.AddReference();
builder.AddBus("gateway", bus => bus.AddRevocations());

var app = builder.Build();
app.UseCorrelation();
app.UseProblems();
app.MapHealth();
app.MapReference();
app.MapRoutes();
app.Run();
