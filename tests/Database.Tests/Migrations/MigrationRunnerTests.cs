using System.Collections.Concurrent;
using Npgsql;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Tests.Migrations;

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

        Assert.Equal(["already at 0001"], said);
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

    [InfrastructureFact]
    public async Task A_failure_without_a_position_is_named_with_the_line_of_its_statement()
    {
        const string script = """
            create table public.b (id integer primary key);
            insert into public.b values (1);

            insert into public.b
            values (1);
            """;
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);

        var failure = await Assert.ThrowsAsync<MigrationException>(
            () => Runner(database, _ => { }, First, new Migration(2, "create_b", script, "drop table public.b;")).UpAsync(CancellationToken.None));

        Assert.Contains("0002_create_b.up.sql, line 4:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("23505", failure.Message, StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task Up_goes_as_far_as_it_is_told()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        var runner = Runner(database, _ => { }, First, Second);

        await runner.UpAsync(1, CancellationToken.None);

        Assert.Equal(1, await runner.VersionAsync(CancellationToken.None));
        await runner.UpAsync(2, CancellationToken.None);
        var refusal = await Assert.ThrowsAsync<MigrationException>(() => runner.UpAsync(1, CancellationToken.None));
        Assert.Contains("the database is at 2", refusal.Message, StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task A_dry_run_does_everything_and_leaves_nothing_not_even_a_ledger()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        var said = new ConcurrentQueue<string>();

        await Runner(database, said.Enqueue, First, Second).TryUpAsync(2, CancellationToken.None);

        Assert.Equal(["up    0001 create_a", "up    0002 create_b"], said.Take(2));
        Assert.Contains("still at 0000", said.Last(), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(database, "pg_namespace where nspname = 'migrations'"));
        Assert.Equal(0, await CountAsync(database, "pg_class where relname in ('a', 'b')"));
    }

    [InfrastructureFact]
    public async Task A_dry_run_down_says_what_would_be_lost_and_loses_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        var said = new ConcurrentQueue<string>();
        await Runner(database, _ => { }, First, Second).UpAsync(CancellationToken.None);

        await Runner(database, said.Enqueue, First, Second).TryDownAsync(0, CancellationToken.None);

        Assert.Equal(["down  0002 create_b (loses: the rows of b)", "down  0001 create_a"], said.Take(2));
        Assert.Equal(2, await CountAsync(database, "pg_class where relname in ('a', 'b')"));
        Assert.Equal(2, await CountAsync(database, "migrations.ledger"));
    }

    [InfrastructureFact]
    public async Task A_dry_run_fails_where_the_real_one_would()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        var broken = new Migration(2, "create_b", "create table public.a (id integer);", "select 1;");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => Runner(database, _ => { }, First, broken).TryUpAsync(2, CancellationToken.None));

        Assert.Contains("0002_create_b.up.sql, line 1:", failure.Message, StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task A_way_down_may_be_mended_after_the_step_was_applied()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        await Runner(database, _ => { }, new Migration(1, First.Name, First.Up, "drop table public.mistyped;")).UpAsync(CancellationToken.None);

        await Runner(database, _ => { }, First).DownAsync(0, CancellationToken.None);

        Assert.Equal(0, await CountAsync(database, "pg_class where relname = 'a'"));
    }

    [InfrastructureFact]
    public async Task Status_changes_nothing_and_tells_what_is_pending_edited_or_newer()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        Assert.Equal(["0001  pending               create_a"], await StatusAsync(database, First));
        Assert.Equal(0, await CountAsync(database, "pg_namespace where nspname = 'migrations'"));
        await Runner(database, _ => { }, First, Second).UpAsync(CancellationToken.None);

        var status = await StatusAsync(database, new Migration(1, First.Name, First.Up + " -- better", First.Down));

        Assert.EndsWith("create_a  (EDITED since it was applied)", status[0], StringComparison.Ordinal);
        Assert.EndsWith("create_b  (NEWER than this program)", status[1], StringComparison.Ordinal);
        Assert.EndsWith("create_b  (down loses: the rows of b)", (await StatusAsync(database, First, Second))[1], StringComparison.Ordinal);
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

    private static async Task<IReadOnlyList<string>> StatusAsync(TestDatabase database, params Migration[] chain)
    {
        var said = new List<string>();
        await Runner(database, said.Add, chain).StatusAsync(CancellationToken.None);
        return said;
    }

    private static async Task<long> CountAsync(TestDatabase database, string rows)
    {
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select count(*) from {rows}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
