using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using TwinPlatform.Contracts;
using TwinPlatform.Metrics.Dashboard;
using TwinPlatform.Testing;
using TwinPlatform.Testing.Hosting;

namespace TwinPlatform.Metrics.Tests;

/// <summary>The tests that need a running Metrics share one.</summary>
[CollectionDefinition(Name)]
public sealed class MetricsPlatformCollection : ICollectionFixture<MetricsPlatform>
{
    public const string Name = "metrics";
}

/// <summary>Metrics on a real port, with a real database, and a bus beside it on which the other services' facts are stated.</summary>
public sealed class MetricsPlatform : IAsyncLifetime
{
    private readonly TestInfrastructure _infrastructure = new();
    private TestDatabase? _database;
    private ServiceHost<DashboardResponse>? _service;
    private IBusControl? _bus;

    internal TestPrincipal Gateway { get; } = new();

    internal TestDatabase Database => _database!;

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is not null)
        {
            return;
        }

        await _infrastructure.InitializeAsync();
        _database = await TestDatabase.CreateAsync(_infrastructure);
        _bus = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(new Uri(_infrastructure.MessagingConnectionString)));
        await _bus.StartAsync();
        _service = StartService();
        using var client = _service.CreateClient();
        await Eventually.TrueAsync(
            async () => (await client.GetAsync("/health")).IsSuccessStatusCode, TimeSpan.FromSeconds(60), "the service listens to the bus");
    }

    /// <summary>States a fact, as the outbox of its owner would.</summary>
    public Task PublishAsync(ITenantEvent fact) => _bus!.Publish(fact, fact.GetType(), Pipe.Execute<PublishContext>(publish => publish.MessageId = fact.EventId));

    internal TestTwin Twin(TenantId? tenant = null) => new(_service!, Gateway, tenant ?? TenantId.Create(), TwinId.Create());

    internal HttpClient Anonymous() => _service!.CreateClient();

    private ServiceHost<DashboardResponse> StartService() => new(new Dictionary<string, string>
    {
        ["ConnectionStrings:twindb"] = Database.ConnectionStringOf("twin_metrics"),
        ["ConnectionStrings:messaging"] = _infrastructure.MessagingConnectionString,
        ["Principal:VerificationKey"] = Gateway.VerificationKey,
    });

    public async Task DisposeAsync()
    {
        Gateway.Dispose();
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        if (_bus is not null)
        {
            await _bus.StopAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        await _infrastructure.DisposeAsync();
    }
}

/// <summary>A twin whose figures are asked for over HTTP, as the gateway would pass it on.</summary>
internal sealed class TestTwin(ServiceHost<DashboardResponse> service, TestPrincipal gateway, TenantId tenant, TwinId twinId)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public TenantId Tenant => tenant;

    public TwinId TwinId => twinId;

    public string DashboardPath => $"/v1/twins/{twinId}/metrics/dashboard";

    public HttpClient Client(params string[] scopes)
    {
        var client = service.CreateClient();
        client.DefaultRequestHeaders.Authorization = gateway.For(tenant, twinId, reach: null, scopes);
        return client;
    }

    public async Task<DashboardResponse> DashboardAsync(int? days = null) =>
        (await Client().GetFromJsonAsync<DashboardResponse>($"{DashboardPath}{(days is null ? "" : $"?days={days}")}", Web))!;

    /// <summary>The dashboard once it says what the test waits for.</summary>
    public async Task<DashboardResponse> DashboardAsync(Func<DashboardResponse, bool> isSo, int? days = null) => await Eventually.GetAsync(
        async () => await DashboardAsync(days) is var dashboard && isSo(dashboard) ? dashboard : null, TimeSpan.FromSeconds(30), "the dashboard shows it");
}
