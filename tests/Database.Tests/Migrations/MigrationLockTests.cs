using System.Collections.Concurrent;
using Npgsql;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Tests.Migrations;

/// <summary>A step that cannot have its locks steps aside.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class MigrationLockTests(TestInfrastructure infrastructure)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly Migration Create = new(1, "create_a", "create table public.a (id integer); insert into public.a values (1);", "drop table public.a;");
    private static readonly Migration Alter = new(2, "add_a_note", "alter table public.a add note text;", "alter table public.a drop note;");

    [InfrastructureFact]
    public async Task Behind_a_slow_reader_it_tries_again_others_pass_and_it_succeeds_in_the_end()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        await using var source = database.OwnerSource();
        await Runner(database, _ => { }).UpAsync(1, CancellationToken.None);
        var said = new ConcurrentQueue<string>();

        await using var reader = await source.OpenConnectionAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await RunAsync(reader, "select * from public.a");
        var up = Runner(database, said.Enqueue).UpAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => said.Count >= 4, Deadline, "the step is tried again three times");
        await using (var passer = await source.OpenConnectionAsync())
        {
            await RunAsync(passer, "set statement_timeout = '5s'; insert into public.a values (2); select * from public.a");
        }

        Assert.False(up.IsCompleted);
        await reading.CommitAsync();
        await up;

        Assert.Contains(said, line => line.StartsWith("again 0002 add_a_note", StringComparison.Ordinal));
        Assert.Equal("now at 0002", said.Last());
    }

    [InfrastructureFact]
    public async Task When_its_patience_ends_it_names_who_holds_the_lock_and_not_what_they_said()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        await Runner(database, _ => { }).UpAsync(1, CancellationToken.None);

        await using var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.OwnerConnectionString) { ApplicationName = "nightly report" }.ConnectionString);
        await holder.OpenAsync();
        await using var reading = await holder.BeginTransactionAsync();
        await RunAsync(holder, "select 'confidential' from public.a");
        var refusal = await Assert.ThrowsAsync<MigrationException>(
            () => new MigrationRunner(database.OwnerConnectionString, [Create, Alter], _ => { }) { LockPatience = TimeSpan.FromSeconds(2) }.UpAsync(CancellationToken.None));

        Assert.Contains("0002_add_a_note.up.sql, line 1", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"a is locked by pid {holder.ProcessID} (application nightly report", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("idle in transaction", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("confidential", refusal.Message, StringComparison.Ordinal);

        await reading.CommitAsync();
        await Runner(database, _ => { }).UpAsync(CancellationToken.None);
    }

    [InfrastructureFact]
    public async Task A_deadlock_with_the_load_is_tried_again_too()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        await using var source = database.OwnerSource();
        await Runner(database, _ => { }).UpAsync(1, CancellationToken.None);
        var raise = new Migration(2, "meet_deadlock", """
            do $$
            begin
                if (select count(*) from public.a) = 1 then
                    raise exception 'as PostgreSQL would say it' using errcode = '40P01';
                end if;
            end $$;
            """, "select 1;");
        var said = new ConcurrentQueue<string>();

        var up = new MigrationRunner(database.OwnerConnectionString, [Create, raise], said.Enqueue).UpAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => !said.IsEmpty, Deadline, "the step is tried again");
        await using (var connection = await source.OpenConnectionAsync())
        {
            await RunAsync(connection, "insert into public.a values (2)");
        }

        await up;
        Assert.Equal("now at 0002", said.Last());
    }

    private static MigrationRunner Runner(TestDatabase database, Action<string> say) => new(database.OwnerConnectionString, [Create, Alter], say);

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
