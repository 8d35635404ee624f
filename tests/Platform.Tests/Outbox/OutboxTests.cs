using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TwinPlatform.Contracts;
using TwinPlatform.Contracts.Events.Knowledge;
using TwinPlatform.Platform.Data.Outbox;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Platform.Tests.Outbox;

/// <summary>A fact leaves with the transaction that makes it true and has its effect once, whatever dies on the way. Real PostgreSQL, real RabbitMQ.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class OutboxTests(TestInfrastructure infrastructure) : IAsyncLifetime
{
    private const string DieSql = "select pg_terminate_backend(pg_backend_pid())";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    private readonly Deliveries _deliveries = new();
    private TestDatabase? _database;
    private BusService? _consumer;

    private TestDatabase Database => _database ?? throw new InvalidOperationException("There is no database: infrastructure is missing.");

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is null)
        {
            _database = await TestDatabase.CreateAsync(infrastructure);
            _consumer = await BusService.StartAsync(_database, "metrics", infrastructure.MessagingConnectionString, consumers: (services, bus) =>
            {
                services.AddSingleton(_deliveries);
                bus.AddConsumer<RecordIngestion, RecordIngestionDefinition>();
            });
        }
    }

    public async Task DisposeAsync()
    {
        if (_consumer is not null)
        {
            await _consumer.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [InfrastructureFact]
    public async Task A_commit_sends_the_fact_once_and_empties_the_outbox()
    {
        await using var service = await StartAsync(dispatches: true);

        var fact = await StateAsync(service);

        await EventuallyEffectAsync(fact, effects: 1);
        await Eventually.TrueAsync(async () => await OutboxAsync() == 0, Soon, "the outbox is empty");
        Assert.Equal(1, _deliveries.Of(fact.EventId));
    }

    [InfrastructureFact]
    public async Task A_rollback_sends_nothing()
    {
        await using var service = await StartAsync(dispatches: true);
        var (undone, done) = (Fact(), Fact());

        await Assert.ThrowsAsync<TimeoutException>(() => service.Db.RunAsync(
            undone.TenantId, async tx => { await tx.PublishAsync(undone); throw new TimeoutException(); }, CancellationToken.None));
        await service.Db.RunAsync(done.TenantId, tx => tx.PublishAsync(done), CancellationToken.None);

        // What was stated later has arrived, so what was stated earlier would have.
        await EventuallyEffectAsync(done, effects: 1);
        Assert.Equal(0, _deliveries.Of(undone.EventId));
    }

    [InfrastructureFact]
    public async Task An_unreachable_broker_keeps_the_fact_and_it_is_sent_when_the_broker_is_back()
    {
        var broker = new Uri(infrastructure.MessagingConnectionString);
        await using var wire = new SeverableProxy(broker.Host, broker.Port);
        await using var service = await BusService.StartAsync(Database, "knowledge", new UriBuilder(broker) { Host = "127.0.0.1", Port = wire.Port }.Uri.ToString());
        await wire.CutAsync();

        var fact = await StateAsync(service);
        Assert.Equal(0, await service.DispatchAsync());

        Assert.Equal(1, await OutboxAsync("attempts = 1 and not_before > occurred_at"));
        wire.Mend();
        await Eventually.TrueAsync(async () => await service.DispatchAsync() == 1, TimeSpan.FromMinutes(2), "the fact is sent");
        await EventuallyEffectAsync(fact, effects: 1);
        Assert.Equal(0, await OutboxAsync());
    }

    [InfrastructureFact]
    public async Task A_fact_that_no_queue_is_bound_for_yet_is_kept()
    {
        await using var service = await StartAsync(dispatches: false);
        var nobodys = new SourceDeleted(Guid.CreateVersion7(), TenantId.Create(), TwinId.Create(), TimeProvider.System.GetUtcNow(), Guid.CreateVersion7(), ChunkCount: 0);
        await service.Db.RunAsync(nobodys.TenantId, tx => tx.PublishAsync(nobodys), CancellationToken.None);

        Assert.Equal(0, await service.DispatchAsync());

        Assert.Equal(1, await OutboxAsync("attempts = 1 and not_before > occurred_at"));
    }

    [InfrastructureFact]
    public async Task A_dispatcher_that_dies_between_sending_and_deleting_sends_twice_and_the_effect_happens_once()
    {
        await using var service = await StartAsync(dispatches: false);
        var fact = await StateAsync(service);

        using (service.Bus.ConnectPublishObserver(new AfterPublish(() => KillTransactionsAsync("knowledge"))))
        {
            await Assert.ThrowsAnyAsync<NpgsqlException>(service.DispatchAsync);
        }

        Assert.Equal(1, await OutboxAsync());
        Assert.Equal(1, await service.DispatchAsync());
        await Eventually.TrueAsync(() => _deliveries.Of(fact.EventId) == 2, Soon, "the fact arrives a second time");
        await EventuallyEffectAsync(fact, effects: 1);
    }

    [InfrastructureFact]
    public async Task A_consumer_that_dies_in_its_transaction_gets_the_fact_again_and_acts_once()
    {
        await using var service = await StartAsync(dispatches: true);
        _deliveries.Accident = tx => tx.ExecuteAsync(DieSql);

        var fact = await StateAsync(service);

        await Eventually.TrueAsync(() => _deliveries.Of(fact.EventId) >= 2, Soon, "the fact is delivered again");
        await EventuallyEffectAsync(fact, effects: 1);
    }

    [InfrastructureFact]
    public async Task Two_dispatchers_share_the_work_without_a_second_effect()
    {
        const int facts = 300;
        await using var one = await StartAsync(dispatches: true);
        await using var other = await StartAsync(dispatches: true);
        var tenant = TenantId.Create();

        await Parallel.ForEachAsync(Enumerable.Range(0, facts), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, ct) =>
        {
            var fact = Fact(tenant);
            await one.Db.RunAsync(tenant, tx => tx.PublishAsync(fact), ct);
        });

        await Eventually.TrueAsync(async () => await EffectsAsync(tenant) == facts, Soon, $"{facts} effects");
        await Eventually.TrueAsync(async () => await OutboxAsync() == 0, Soon, "the outbox is empty");
        Assert.Equal(facts, await EffectsAsync(tenant));
    }

    [InfrastructureFact]
    public async Task The_trace_of_the_request_reaches_the_consumer()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "MassTransit" or "TwinPlatform.Outbox" or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        await using var service = await StartAsync(dispatches: true);
        using var source = new ActivitySource("test");
        using var request = source.StartActivity("request");

        var fact = await StateAsync(service);

        await EventuallyEffectAsync(fact, effects: 1);
        Assert.Equal(request!.TraceId, Assert.Single(_deliveries.All, delivery => delivery.EventId == fact.EventId).TraceId);
    }

    private static SourceIngested Fact(TenantId? tenant = null) =>
        new(Guid.CreateVersion7(), tenant ?? TenantId.Create(), TwinId.Create(), TimeProvider.System.GetUtcNow(), Guid.CreateVersion7(), ChunkCount: 3);

    private static async Task<SourceIngested> StateAsync(BusService service)
    {
        var fact = Fact();
        await service.Db.RunAsync(fact.TenantId, tx => tx.PublishAsync(fact), CancellationToken.None);
        return fact;
    }

    private Task<BusService> StartAsync(bool dispatches) => BusService.StartAsync(Database, "knowledge", infrastructure.MessagingConnectionString, dispatches);

    private async Task EventuallyEffectAsync(SourceIngested fact, int effects)
    {
        await Eventually.TrueAsync(async () => await EffectsAsync(fact.TenantId) >= effects, Soon, $"{effects} effect of {fact.EventId}");
        Assert.Equal(effects, await EffectsAsync(fact.TenantId));
    }

    private Task<long> EffectsAsync(TenantId tenant) => CountAsync($"metrics.metrics where tenant_id = '{tenant}'");

    private Task<long> OutboxAsync(string condition = "true") => CountAsync($"knowledge.outbox where {condition}");

    private async Task<long> CountAsync(string rows)
    {
        await using var connection = new NpgsqlConnection(Database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select count(*) from {rows}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private Task<long> KillTransactionsAsync(string application) => CountAsync(
        $"(select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Database.Name}' and application_name = '{application}' and state = 'idle in transaction') killed");

    private sealed class AfterPublish(Func<Task> action) : IPublishObserver
    {
        public Task PrePublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class => action();

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
