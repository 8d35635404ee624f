using System.Collections.Concurrent;
using Npgsql;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Tests.Migrations;

/// <summary>A step without a transaction: an index is built while the table is in use, and a build that was interrupted is simply run again.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class ConcurrentIndexTests(TestInfrastructure infrastructure)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly Migration Create = new(
        1, "create_a", "create table public.a (id integer, b integer); insert into public.a select n, n from generate_series(1, 100) n;", "drop table public.a;");

    private static readonly Migration Index = new(
        2,
        "index_a",
        "-- no transaction\ncreate unique index concurrently if not exists a_id on public.a (id);\ncreate index concurrently if not exists a_b on public.a (b);",
        "-- no transaction\ndrop index concurrently if exists public.a_b;\ndrop index concurrently if exists public.a_id;");

    [InfrastructureFact]
    public async Task It_is_built_and_dropped_again()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);

        await Runner(database).UpAsync(CancellationToken.None);
        Assert.Equal(2, await CountAsync(database, "pg_index where indrelid = 'public.a'::regclass and indisvalid"));

        await Runner(database).DownAsync(1, CancellationToken.None);
        Assert.Equal(0, await CountAsync(database, "pg_index where indrelid = 'public.a'::regclass"));
        Assert.Equal(1, await CountAsync(database, "migrations.ledger"));
    }

    [InfrastructureTheory]
    [InlineData("select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'migrations'")]
    [InlineData("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'migrations'")]
    public async Task An_interrupted_build_is_seen_in_the_status_and_mended_by_running_up_again(string interruption)
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        await Runner(database).UpAsync(1, CancellationToken.None);
        await using var source = database.OwnerSource();
        await using var writer = await source.OpenConnectionAsync();
        await using var writing = await writer.BeginTransactionAsync();
        await RunAsync(writer, "update public.a set b = 0 where id = 1"); // the build waits for this transaction

        var up = Runner(database).UpAsync(CancellationToken.None);
        await Eventually.TrueAsync(
            async () => await CountAsync(database, "pg_index where indrelid = 'public.a'::regclass and not indisvalid") == 1, Deadline, "the build waits in its middle");
        await using (var other = await source.OpenConnectionAsync())
        {
            await RunAsync(other, interruption);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => up);
        Assert.Equal(1, await CountAsync(database, "migrations.ledger"));
        Assert.Contains(await StatusAsync(database), line => line.StartsWith("index public.a_id is UNFINISHED", StringComparison.Ordinal));

        await writing.CommitAsync();
        await Runner(database).UpAsync(CancellationToken.None);

        Assert.Equal(2, await CountAsync(database, "pg_index where indrelid = 'public.a'::regclass and indisvalid"));
        Assert.Equal(2, await CountAsync(database, "migrations.ledger"));
        Assert.DoesNotContain(await StatusAsync(database), line => line.Contains("UNFINISHED", StringComparison.Ordinal));
    }

    [InfrastructureFact]
    public async Task Between_index_and_ledger_a_kill_does_no_harm()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        await Runner(database).UpAsync(CancellationToken.None);
        await using (var connection = await database.OwnerSource().OpenConnectionAsync())
        {
            await RunAsync(connection, "delete from migrations.ledger where version = 2");
        }

        await Runner(database).UpAsync(CancellationToken.None);

        Assert.Equal(2, await CountAsync(database, "migrations.ledger"));
    }

    [InfrastructureFact]
    public async Task A_row_that_breaks_the_index_is_reported_with_its_line_and_can_be_mended()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        await Runner(database).UpAsync(1, CancellationToken.None);
        await using var connection = await database.OwnerSource().OpenConnectionAsync();
        await RunAsync(connection, "insert into public.a values (1, 1)");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => Runner(database).UpAsync(CancellationToken.None));
        Assert.Contains("0002_index_a.up.sql, line 2:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("23505", failure.Message, StringComparison.Ordinal);

        await Assert.ThrowsAsync<MigrationException>(() => Runner(database).TryUpAsync(2, CancellationToken.None));
        await RunAsync(connection, "delete from public.a where ctid = (select max(ctid) from public.a)");
        await Runner(database).UpAsync(CancellationToken.None);
        Assert.Equal(2, await CountAsync(database, "pg_index where indrelid = 'public.a'::regclass and indisvalid"));
    }

    private static MigrationRunner Runner(TestDatabase database, Action<string>? say = null) => new(database.OwnerConnectionString, [Create, Index], say ?? (_ => { }));

    private static async Task<IReadOnlyCollection<string>> StatusAsync(TestDatabase database)
    {
        var said = new ConcurrentQueue<string>();
        await Runner(database, said.Enqueue).StatusAsync(CancellationToken.None);
        return said;
    }

    private static async Task<long> CountAsync(TestDatabase database, string rows)
    {
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select count(*) from {rows}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
