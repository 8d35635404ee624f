using TwinPlatform.Chat.Answering;
using TwinPlatform.Chat.Conversations;
using TwinPlatform.Contracts.Governance.V1;
using TwinPlatform.Contracts.Knowledge.V1;
using TwinPlatform.Platform;
using TwinPlatform.Platform.Bus;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Principal;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatformService();
builder.AddTenantData("chat");
builder.AddBus("chat");
builder.AddOutbox();
builder.Services.AddServiceClient<Retrieval.RetrievalClient>("knowledge");
builder.Services.AddServiceClient<Twins.TwinsClient>("governance");
builder.AddAnswering();

var app = builder.Build();
app.UsePlatformService();
app.MapAnswering();
app.MapConversations();
await app.RunAsync();
