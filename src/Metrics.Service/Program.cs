using TwinPlatform.Metrics.Dashboard;
using TwinPlatform.Metrics.Usage;
using TwinPlatform.Platform;
using TwinPlatform.Platform.Bus;
using TwinPlatform.Platform.Data;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatformService();
builder.AddTenantData("metrics");
builder.AddBus("metrics", bus => bus.AddUsage());

var app = builder.Build();
app.UsePlatformService();
app.MapDashboard();
await app.RunAsync();
