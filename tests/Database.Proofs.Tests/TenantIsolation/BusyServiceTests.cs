using Npgsql;
using TwinPlatform.Contracts;
using TwinPlatform.Database.Proofs.TenantIsolation;
using TwinPlatform.Platform.Data;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.TenantIsolation;

/// <summary>A million operations that throw, are cancelled and forget their tenants; and the same with a door that keeps the tenant on the session.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class BusyServiceTests(TestInfrastructure infrastructure)
{
    private const int Million = 1_000_000;
    private const int Enough = 20_000;

    [InfrastructureFact]
    public async Task Nobody_sees_another_tenants_rows_in_a_million_operations()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure);
        var source = Source(database);
        var busy = new BusyService(source, new TenantDb(source).RunAsync);

        var findings = await busy.RunAsync(Million, database.OwnerConnectionString, CancellationToken.None);

        Findings.AssertNone(findings);
        Assert.InRange(busy.Done, Million, Million + (Million / 100));
        Assert.InRange(busy.Forgotten, Million / 110, Million / 80);
    }

    /// <summary>
    /// The mistake that pooling punishes: the tenant is set for the session, and the pool does not clear it. Within a second, whoever forgets
    /// a tenant reads, changes and inserts rows of the one before.
    /// </summary>
    [InfrastructureFact]
    public async Task A_door_that_leaves_the_tenant_on_the_connection_is_found_out()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure);
        var source = Source(database, login => login.NoResetOnClose = true);

        var findings = await new BusyService(source, LeaveItOpenAsync).RunAsync(Enough, database.OwnerConnectionString, CancellationToken.None);

        Assert.Contains("an operation without a tenant saw rows", findings);
        Assert.Contains("an operation without a tenant changed rows", findings);

        async Task LeaveItOpenAsync(TenantId tenant, Func<ScopedTransaction, Task> work, CancellationToken ct)
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            await using var set = new NpgsqlCommand("select set_config('app.tenant_id', $1, false)", connection) { Parameters = { new() { Value = tenant.ToString() } } };
            await set.ExecuteNonQueryAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await work(new ScopedTransaction(connection, transaction, Scope.Of(tenant), ct));
            await transaction.CommitAsync(ct);
        }
    }

    private static NpgsqlDataSource Source(TestDatabase database, Action<NpgsqlConnectionStringBuilder>? adjust = null) => database.SourceOf("twin_governance", login =>
    {
        login.MaxPoolSize = BusyService.Connections;
        login.MaxAutoPrepare = 100;
        adjust?.Invoke(login);
    });
}
