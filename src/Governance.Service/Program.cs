using TwinPlatform.Governance.ApiKeys;
using TwinPlatform.Governance.Tenants;
using TwinPlatform.Governance.Twins;
using TwinPlatform.Platform;
using TwinPlatform.Platform.Bus;
using TwinPlatform.Platform.Data;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatformService();
builder.AddTenantData("governance");
builder.AddBus("governance");
builder.AddOutbox();

var app = builder.Build();
app.UsePlatformService();
app.MapTenants();
app.MapTwins();
app.MapApiKeys();
app.Run();
