using System.Net.Http.Json;
using System.Text.Json;
using TwinPlatform.Chat.Answering;
using TwinPlatform.Contracts;
using TwinPlatform.Testing;
using TwinPlatform.Testing.Hosting;

namespace TwinPlatform.Chat.Tests.Peers;

/// <summary>The tests that need a running Chat share one.</summary>
[CollectionDefinition(Name)]
public sealed class ChatPlatformCollection : ICollectionFixture<ChatPlatform>
{
    public const string Name = "chat";
}

/// <summary>Chat on a real port, with a real database and broker, between peers that follow a script.</summary>
public sealed class ChatPlatform : IAsyncLifetime
{
    private readonly TestInfrastructure _infrastructure = new();
    private TestDatabase? _database;
    private ScriptedPeers? _peers;
    private ServiceHost<AskTwinRequest>? _service;

    internal static JsonSerializerOptions Web { get; } = new(JsonSerializerDefaults.Web);

    internal TestPrincipal Gateway { get; } = new();

    internal TestDatabase Database => _database!;

    internal ServiceHost<AskTwinRequest> Service => _service!;

    public string Messaging => _infrastructure.MessagingConnectionString;

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is not null)
        {
            return;
        }

        await _infrastructure.InitializeAsync();
        _database = await TestDatabase.CreateAsync(_infrastructure);
        _peers = await ScriptedPeers.StartAsync();
        _service = StartService();
    }

    /// <param name="time">The service's clock, when the test turns it.</param>
    internal ServiceHost<AskTwinRequest> StartService(TimeProvider? time = null) => new(
        new Dictionary<string, string>
        {
            ["ConnectionStrings:twindb"] = Database.ConnectionStringOf("twin_chat"),
            ["ConnectionStrings:messaging"] = Messaging,
            ["Principal:VerificationKey"] = Gateway.VerificationKey,
            ["services:knowledge:grpc:0"] = _peers!.Address,
            ["services:governance:grpc:0"] = _peers.Address,
        },
        time);

    internal TestTwin Twin(TwinScript script, TenantId? tenant = null, ServiceHost<AskTwinRequest>? service = null)
    {
        var twin = new TestTwin(this, service ?? Service, tenant ?? TenantId.Create(), TwinId.Create());
        _peers!.Twins[twin.TwinId] = script;
        return twin;
    }

    public async Task DisposeAsync()
    {
        Gateway.Dispose();
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        if (_peers is not null)
        {
            await _peers.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        await _infrastructure.DisposeAsync();
    }
}

/// <summary>A twin of a tenant, asked over HTTP as the gateway would pass it on.</summary>
internal sealed class TestTwin(ChatPlatform platform, ServiceHost<AskTwinRequest> service, TenantId tenant, TwinId twinId)
{
    public TenantId Tenant => tenant;

    public TwinId TwinId => twinId;

    public HttpClient Client(IReadOnlyList<TwinId>? reach = null, params string[] scopes)
    {
        var client = service.CreateClient();
        client.DefaultRequestHeaders.Authorization = platform.Gateway.For(tenant, twinId, reach, scopes);
        return client;
    }

    public Task<HttpResponseMessage> PostAsync(string message, Guid? conversationId = null) =>
        Client().PostAsJsonAsync(ChatPath, new { message, conversationId }, ChatPlatform.Web);

    public async Task<AskTwinResponse> AskAsync(string message, Guid? conversationId = null) =>
        (await (await PostAsync(message, conversationId)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<AskTwinResponse>(ChatPlatform.Web))!;

    public HttpRequestMessage StreamRequest(string message, Guid? conversationId = null) => new(HttpMethod.Post, ChatPath)
    {
        Content = JsonContent.Create(new { message, conversationId }),
        Headers = { Accept = { new("text/event-stream") } },
    };

    public string ChatPath => $"/v1/twins/{twinId}/chat";

    public string ConversationsPath => $"/v1/twins/{twinId}/conversations";
}
