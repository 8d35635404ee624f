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

// Here and not in Platform: the generator reads the attributes of the project that makes this call, and of no other.
builder.Services.AddValidation();

var app = builder.Build();
app.UsePlatformService();
app.MapTenants();
app.MapTwins();
app.MapApiKeys();
app.Run();
