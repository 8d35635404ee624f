using Npgsql;
using TwinPlatform.Contracts;
using TwinPlatform.Platform.Data;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Platform.Tests.Data;

/// <summary>The door to the tables: one tenant per transaction, and nothing of it afterwards.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class TenantDbTests(TestInfrastructure infrastructure) : IAsyncLifetime
{
    private const string InsertTenantSql = "insert into governance.tenants (name) values (@Name)";
    private const string InsertTwinSql = "insert into governance.twins (twin_id, name) values (@TwinId, @Name)";
    private const string NamesSql = "select name from governance.tenants";
    private const string OwnersSql = "select tenant_id from governance.twins";
    private const string SettingSql = "select current_setting('app.tenant_id', true)";
    private const string SleepSql = "select 1 from pg_sleep(60)";

    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(20);

    private readonly TenantId _tenant = TenantId.Create();
    private TestDatabase? _database;
    private NpgsqlDataSource? _source;
    private TenantDb? _db;

    private NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("There is no database: infrastructure is missing.");

    private TenantDb Db => _db ?? throw new InvalidOperationException("There is no database: infrastructure is missing.");

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is null)
        {
            _database = await TestDatabase.CreateAsync(infrastructure);

            // One connection: whoever comes next gets the one that the test has used.
            _source = _database.SourceOf("twin_governance", login => login.MaxPoolSize = 1);
            _db = new TenantDb(_source);
        }
    }

    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [InfrastructureFact]
    public async Task Every_statement_of_a_transaction_works_for_the_same_tenant()
    {
        await Db.RunAsync(
            _tenant,
            async tx =>
            {
                await tx.ExecuteAsync(InsertTenantSql, new { Name = "Ada" });
                await tx.ExecuteAsync(InsertTwinSql, new { TwinId = Guid.CreateVersion7(), Name = "First" });
                await tx.ExecuteAsync(InsertTwinSql, new { TwinId = Guid.CreateVersion7(), Name = "Second" });
            },
            CancellationToken.None);

        Assert.Equal([_tenant.Value, _tenant.Value], await Db.QueryAsync<Guid>(_tenant, OwnersSql, null, CancellationToken.None));
    }

    [InfrastructureFact]
    public async Task Another_tenant_sees_nothing_of_it()
    {
        await Db.ExecuteAsync(_tenant, InsertTenantSql, new { Name = "Ada" }, CancellationToken.None);

        Assert.Empty(await Db.QueryAsync<string>(TenantId.Create(), NamesSql, null, CancellationToken.None));
        Assert.Equal("Ada", await Db.QuerySingleOrDefaultAsync<string>(_tenant, NamesSql, null, CancellationToken.None));
    }

    [InfrastructureFact]
    public async Task A_transaction_leaves_no_tenant_on_the_pooled_connection()
    {
        await Db.RunAsync(_tenant, tx => tx.ExecuteAsync(InsertTenantSql, new { Name = "Ada" }), CancellationToken.None);

        await AssertNoTenantIsLeftAsync();
    }

    [InfrastructureFact]
    public async Task A_single_statement_leaves_no_tenant_on_the_pooled_connection()
    {
        await Db.ExecuteAsync(_tenant, InsertTenantSql, new { Name = "Ada" }, CancellationToken.None);
        await Db.QueryAsync<string>(_tenant, NamesSql, null, CancellationToken.None);

        await AssertNoTenantIsLeftAsync();
    }

    [InfrastructureFact]
    public async Task An_exception_in_the_middle_leaves_neither_rows_nor_tenant()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Db.RunAsync(
            _tenant,
            async tx =>
            {
                await tx.ExecuteAsync(InsertTenantSql, new { Name = "Ada" });
                throw new InvalidOperationException("in the middle");
            },
            CancellationToken.None));

        await AssertNoTenantIsLeftAsync();
        Assert.Empty(await Db.QueryAsync<string>(_tenant, NamesSql, null, CancellationToken.None));
    }

    [InfrastructureFact]
    public async Task A_cancellation_in_the_middle_leaves_neither_rows_nor_tenant()
    {
        using var cancel = new CancellationTokenSource();
        var work = Db.RunAsync(
            _tenant,
            async tx =>
            {
                await tx.ExecuteAsync(InsertTenantSql, new { Name = "Ada" });
                cancel.CancelAfter(TimeSpan.FromMilliseconds(50));
                await tx.QueryAsync<int>(SleepSql);
            },
            cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(SoonEnough));
        await AssertNoTenantIsLeftAsync();
        Assert.Empty(await Db.QueryAsync<string>(_tenant, NamesSql, null, CancellationToken.None));
    }

    [InfrastructureFact]
    public async Task A_refused_statement_takes_the_whole_transaction_back()
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Db.RunAsync(
            _tenant,
            async tx =>
            {
                await tx.ExecuteAsync(InsertTenantSql, new { Name = "Ada" });
                await tx.ExecuteAsync(InsertTenantSql, new { Name = "" });
            },
            CancellationToken.None));

        Assert.Equal(PostgresErrorCodes.CheckViolation, refusal.SqlState);
        Assert.Empty(await Db.QueryAsync<string>(_tenant, NamesSql, null, CancellationToken.None));
    }

    private async Task AssertNoTenantIsLeftAsync()
    {
        await using var command = Source.CreateCommand(SettingSql);
        Assert.Equal("", await command.ExecuteScalarAsync() as string ?? "");
        await using var names = Source.CreateCommand(NamesSql);
        Assert.Null(await names.ExecuteScalarAsync());
    }
}
