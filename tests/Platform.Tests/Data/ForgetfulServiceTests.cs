using System.Collections.Concurrent;
using Npgsql;
using TwinPlatform.Contracts;
using TwinPlatform.Platform.Data;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Platform.Tests.Data;

/// <summary>
/// A busy service that is careless: of 20,000 operations over eight pooled connections one in a hundred forgets its tenant, others throw or are cancelled
/// in the middle. With the setting kept on the session instead of the transaction, nearly every one that forgets reads another tenant's rows.
/// </summary>
[Collection(InfrastructureCollection.Name)]
public sealed class ForgetfulServiceTests(TestInfrastructure infrastructure)
{
    private const string InsertTenantSql = "insert into governance.tenants (name) values ('busy')";
    private const string InsertTwinSql = "insert into governance.twins (twin_id, name) select gen_random_uuid(), 'twin ' || n from generate_series(1, 5) n";
    private const string OwnersSql = "select tenant_id from governance.twins";
    private const string RenameSql = "update governance.twins set description = 'seen by ' || tenant_id where name = 'twin 1'";

    private const int Operations = 20_000;
    private const int Workers = 16;

    private readonly ConcurrentBag<string> _findings = [];
    private int _forgotten;

    [InfrastructureFact]
    public async Task Nobody_ever_sees_another_tenants_rows()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure);
        var source = database.SourceOf("twin_governance", login => login.MaxPoolSize = 8);
        var db = new TenantDb(source);
        var tenants = Enumerable.Range(0, 20).Select(_ => TenantId.Create()).ToArray();
        foreach (var tenant in tenants)
        {
            await db.RunAsync(tenant, async tx => { await tx.ExecuteAsync(InsertTenantSql); await tx.ExecuteAsync(InsertTwinSql); }, CancellationToken.None);
        }

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(new Random(worker), db, source, tenants))));

        Findings.AssertNone(_findings);
        Assert.InRange(_forgotten, Operations / 200, Operations / 50);
    }

    private async Task WorkAsync(Random dice, TenantDb db, NpgsqlDataSource source, TenantId[] tenants)
    {
        for (var i = 0; i < Operations / Workers; i++)
        {
            var tenant = tenants[dice.Next(tenants.Length)];
            await (dice.Next(100) switch
            {
                0 => ForgetAsync(source),
                1 or 2 => ThrowAsync(db, tenant),
                3 => CancelAsync(db, tenant),
                < 20 => db.RunAsync(tenant, tx => tx.ExecuteAsync(RenameSql), CancellationToken.None),
                _ => ReadAsync(db, tenant),
            });
        }
    }

    private async Task ForgetAsync(NpgsqlDataSource source)
    {
        Interlocked.Increment(ref _forgotten);
        await using var command = source.CreateCommand(OwnersSql);
        if (await command.ExecuteScalarAsync() is { } row)
        {
            _findings.Add($"Who forgot the tenant saw a row of {row}.");
        }
    }

    private static async Task ThrowAsync(TenantDb db, TenantId tenant)
    {
        try
        {
            await db.RunAsync(tenant, async tx => { await tx.QueryAsync<Guid>(OwnersSql); throw new TimeoutException(); }, CancellationToken.None);
        }
        catch (TimeoutException)
        {
        }
    }

    private static async Task CancelAsync(TenantDb db, TenantId tenant)
    {
        using var cancel = new CancellationTokenSource();
        try
        {
            await db.RunAsync(tenant, async tx => { await tx.ExecuteAsync(RenameSql); await cancel.CancelAsync(); await tx.QueryAsync<Guid>(OwnersSql); }, cancel.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ReadAsync(TenantDb db, TenantId tenant)
    {
        var owners = await db.QueryAsync<Guid>(tenant, OwnersSql, null, CancellationToken.None);
        if (owners.Count != 5 || owners.Any(owner => owner != tenant.Value))
        {
            _findings.Add($"{tenant} saw {owners.Count} rows of {string.Join(", ", owners.Distinct())}.");
        }
    }
}
