using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using TwinPlatform.Contracts;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>The door through which a service reaches its tables: <see cref="TenantDb.RunAsync(TenantId, Func{ScopedTransaction, Task}, CancellationToken)"/>, or a wrong one, to see it found out.</summary>
internal delegate Task TenantDoor(TenantId tenant, Func<ScopedTransaction, Task> work, CancellationToken ct);

/// <summary>
/// A busy and careless service: many tenants on a few pooled connections. Some of its transactions throw or are cancelled in the middle, and one operation
/// in a hundred forgets its tenant. Nobody may ever see or touch another tenant's row.
/// </summary>
/// <remarks>An operation is a statement. Many of them travel in one round trip, so that a million take seconds; each says how many rows it touched, and each row who touched it.</remarks>
internal sealed class BusyService(NpgsqlDataSource source, TenantDoor door)
{
    public const int Tenants = 8;
    public const int Connections = 6;

    private const int Tasks = 12;
    private const int TwinsOfATenant = Tasks;
    private const int Bursts = 5;
    private const int StatementsInABurst = 19;
    private const int RowsOfABurst = 2;
    private const int OperationsInATransaction = Bursts * (StatementsInABurst + 1);

    private const string InsertTenantSql = "insert into governance.tenants (name) values ('busy')";
    private const string InsertTwinsSql = "insert into governance.twins (twin_id, name) select gen_random_uuid(), 'twin ' || n from generate_series(0, @Last) n";
    private const string OwnersSql = "select tenant_id from governance.twins";

    /// <summary>Long enough to be under way when its caller goes, and over soon where the cancellation comes too early to be heard: an old snapshot keeps dead rows.</summary>
    private const string SleepSql = "select tenant_id from governance.twins, pg_sleep(0.05)";

    /// <summary>Touches one row of the asking tenant's, and writes down who that is and how many rows it sees.</summary>
    private const string SignSql = "update governance.twins set description = (select string_agg(distinct tenant_id::text, ' ') || ' ' || count(*) from governance.twins) where name = @Name;";

    private const string TouchSql = "update governance.twins set updated_at = now() where name = @Name;";

    /// <summary>Reaches for everybody else's rows, seventeen times over, and must touch none.</summary>
    private const string ReachSql = """
        do $$
        begin
            for reach in 1..17 loop
                update governance.twins set updated_at = now() where tenant_id <> current_setting('app.tenant_id')::uuid;
                if found then
                    raise exception 'a statement reached rows of another tenant''s';
                end if;
            end loop;
        end $$
        """;

    private const string BurstSql = SignSql + TouchSql + ReachSql;

    /// <summary>Twins that somebody else signed, or who saw more than there is to see.</summary>
    private const string SignedByOthersSql = "select count(*) from governance.twins where tenant_id = any($2) and description <> tenant_id || ' ' || $1";

    private readonly ConcurrentBag<string> _findings = [];
    private int _done;
    private int _forgotten;

    /// <summary>How often an operation forgot its tenant.</summary>
    public int Forgotten => _forgotten;

    public int Done => _done;

    /// <returns>What went wrong; the first few of each kind are enough.</returns>
    public async Task<IReadOnlyCollection<string>> RunAsync(int operations, string ownerConnectionString, CancellationToken ct)
    {
        var tenants = Enumerable.Range(0, Tenants).Select(_ => TenantId.Create()).ToArray();
        var db = new TenantDb(source);
        foreach (var tenant in tenants)
        {
            await db.RunAsync(tenant, async tx => { await tx.ExecuteAsync(InsertTenantSql); await tx.ExecuteAsync(InsertTwinsSql, new { Last = TwinsOfATenant - 1 }); }, ct);
        }

        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(() => WorkAsync(task, tenants, operations, ct), ct)));
        await using var owner = new NpgsqlConnection(ownerConnectionString);
        await owner.OpenAsync(ct);
        await using var signed = new NpgsqlCommand(SignedByOthersSql, owner)
        {
            Parameters = { new() { Value = TwinsOfATenant.ToString(CultureInfo.InvariantCulture) }, new() { Value = tenants.Select(tenant => tenant.Value).ToArray() } },
        };
        if (await signed.ExecuteScalarAsync(ct) is long and > 0 and var others)
        {
            _findings.Add($"{others} rows were changed by somebody who is not their tenant");
        }

        return _findings;
    }

    private async Task WorkAsync(int task, TenantId[] tenants, int operations, CancellationToken ct)
    {
        var dice = new Random(task);
        var name = $"twin {task}";
        while (Volatile.Read(ref _done) < operations)
        {
            var tenant = tenants[dice.Next(tenants.Length)];
            await (dice.Next(100) switch
            {
                0 => ThrowAsync(tenant, name, ct),
                1 => CancelAsync(tenant, ct),
                _ => ServeAsync(tenant, name, ct),
            });

            // One in a hundred operations, and a transaction has a hundred.
            await ForgetAsync(dice.Next(4), ct);
        }
    }

    private async Task ServeAsync(TenantId tenant, string name, CancellationToken ct)
    {
        try
        {
            await door(tenant, tx => WorkAsync(tx, tenant, name, Bursts), ct);
        }
        catch (PostgresException reached) when (reached.SqlState == PostgresErrorCodes.RaiseException)
        {
            Expect(false, reached.MessageText);
        }

        Interlocked.Add(ref _done, OperationsInATransaction);
    }

    private async Task WorkAsync(ScopedTransaction tx, TenantId tenant, string name, int bursts)
    {
        for (var burst = 0; burst < bursts; burst++)
        {
            var touched = await tx.ExecuteAsync(BurstSql, new { Name = name });
            Expect(touched == RowsOfABurst, $"a burst of statements touched {touched} rows instead of its own {RowsOfABurst}");
            var owners = await tx.QueryAsync<Guid>(OwnersSql);
            Expect(owners.Count == TwinsOfATenant && owners.All(owner => owner == tenant.Value), "a tenant saw other rows than its own");
        }
    }

    /// <summary>Half of the work is done when an error ends it; the connection goes back to the pool.</summary>
    private async Task ThrowAsync(TenantId tenant, string name, CancellationToken ct)
    {
        try
        {
            await door(tenant, async tx => { await WorkAsync(tx, tenant, name, Bursts / 2); throw new TimeoutException(); }, ct);
        }
        catch (TimeoutException)
        {
            Interlocked.Add(ref _done, OperationsInATransaction / Bursts * (Bursts / 2));
        }
    }

    /// <summary>A statement is under way when its caller goes.</summary>
    private async Task CancelAsync(TenantId tenant, CancellationToken ct)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            await door(
                tenant,
                async tx =>
                {
                    await tx.QueryAsync<Guid>(OwnersSql);
                    var endless = tx.QueryAsync<Guid>(SleepSql);
                    await gone.CancelAsync();
                    await endless;
                },
                gone.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            Interlocked.Add(ref _done, 2);
        }
    }

    /// <summary>Past the door, on a connection that served somebody a moment ago.</summary>
    private async Task ForgetAsync(int how, CancellationToken ct)
    {
        await using var command = source.CreateCommand(how switch
        {
            0 => "update governance.twins set updated_at = now()",
            1 => "delete from governance.twins",
            2 => "insert into governance.twins (twin_id, name) values (gen_random_uuid(), 'forgotten ' || gen_random_uuid())",
            _ => OwnersSql,
        });
        try
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            Expect(!await reader.ReadAsync(ct), "an operation without a tenant saw rows");
            await reader.CloseAsync();
            Expect(reader.RecordsAffected <= 0, "an operation without a tenant changed rows");
        }
        catch (PostgresException refused)
        {
            Expect(
                refused.SqlState is PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.UndefinedObject,
                $"an operation without a tenant was stopped by something else only: SQL state {refused.SqlState}");
        }

        Interlocked.Increment(ref _forgotten);
        Interlocked.Increment(ref _done);
    }

    private void Expect(bool condition, string otherwise)
    {
        if (!condition && !_findings.Contains(otherwise))
        {
            _findings.Add(otherwise);
        }
    }
}
