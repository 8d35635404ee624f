using System.Collections.Concurrent;
using Npgsql;
using TwinPlatform.Database;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Platform.Tests.Migrations;

/// <summary>The runner against a database of its own: once, in order, all of a step or nothing of it.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class MigrationRunnerTests(TestInfrastructure infrastructure)
{
    private static readonly Migration First = new(1, "create_a", "create table public.a (id integer);", "drop table public.a;");
    private static readonly Migration Second = new(2, "create_b", "create table public.b (id integer);", "-- loses: the rows of b\ndrop table public.b;");

    [InfrastructureFact]
    public async Task Concurrent_runners_apply_each_step_once()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        var said = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Runner(database, said.Add, First, Second).UpAsync(CancellationToken.None)));

        Assert.Single(said, line => line.Contains("0001 create_a", StringComparison.Ordinal));
        Assert.Single(said, line => line.Contains("0002 create_b", StringComparison.Ordinal));
        Assert.Equal(2, await CountAsync(database, "migrations.ledger"));
    }

    [InfrastructureFact]
    public async Task A_second_run_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        var said = new ConcurrentBag<string>();
        await Runner(database, _ => { }, First).UpAsync(CancellationToken.None);

        await Runner(database, said.Add, First).UpAsync(CancellationToken.None);

        Assert.Equal(["up to date at 0001"], said);
    }

    [InfrastructureFact]
    public async Task An_edited_step_is_refused_and_nothing_is_done()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        await Runner(database, _ => { }, First).UpAsync(CancellationToken.None);
        var edited = First with { Up = First.Up + " -- better" };

        var refusal = await Assert.ThrowsAsync<MigrationException>(
            () => Runner(database, _ => { }, new Migration(1, edited.Name, edited.Up, edited.Down), Second).UpAsync(CancellationToken.None));

        Assert.Contains("0001_create_a.up.sql is not what was applied", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(database, "migrations.ledger"));
    }

    [InfrastructureFact]
    public async Task A_database_newer_than_the_program_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        await Runner(database, _ => { }, First, Second).UpAsync(CancellationToken.None);

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => Runner(database, _ => { }, First).UpAsync(CancellationToken.None));

        Assert.Contains("newer than this program", refusal.Message, StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task A_failing_script_is_rolled_back_whole_and_named_with_its_line()
    {
        const string script = """
            create table public.b (id integer);

            insert into public.b (id) values (1);
            insert into public.b
            values ('not a number');
            """;
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);

        var failure = await Assert.ThrowsAsync<MigrationException>(
            () => Runner(database, _ => { }, First, new Migration(2, "create_b", script, "drop table public.b;")).UpAsync(CancellationToken.None));

        Assert.Contains("0002_create_b.up.sql, line 5:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("22P02", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(database, "migrations.ledger"));
        Assert.Equal(0, await CountAsync(database, "pg_class where relname = 'b'"));
        Assert.Equal(1, await CountAsync(database, "pg_class where relname = 'a'"));
    }

    [InfrastructureFact]
    public async Task Going_down_says_what_is_lost()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        var said = new ConcurrentQueue<string>();
        await Runner(database, _ => { }, First, Second).UpAsync(CancellationToken.None);

        await Runner(database, said.Enqueue, First, Second).DownAsync(1, CancellationToken.None);

        Assert.Equal(["down  0002 create_b (loses: the rows of b)", "now at 0001"], said);
        Assert.Equal(0, await CountAsync(database, "pg_class where relname = 'b'"));
    }

    [InfrastructureTheory]
    [InlineData(-1)]
    [InlineData(2)]
    public async Task A_target_that_is_not_below_is_refused(int target)
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        await Runner(database, _ => { }, First).UpAsync(CancellationToken.None);

        await Assert.ThrowsAsync<MigrationException>(() => Runner(database, _ => { }, First).DownAsync(target, CancellationToken.None));
    }

    private static MigrationRunner Runner(TestDatabase database, Action<string> say, params Migration[] chain) => new(database.OwnerConnectionString, chain, say);

    private static async Task<long> CountAsync(TestDatabase database, string rows)
    {
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select count(*) from {rows}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
