using System.Globalization;
using Npgsql;

namespace TwinPlatform.Database;

/// <summary>
/// Walks the chain up and down. One runner works at a time (an advisory lock of the database), each step is one transaction, and no step waits
/// for a table lock longer than three seconds.
/// </summary>
/// <param name="connectionString">The owner of the schemas. Not a service's role.</param>
/// <param name="chain">The steps, in order.</param>
/// <param name="say">Receives one line for each thing done.</param>
public sealed class MigrationRunner(string connectionString, IReadOnlyList<Migration> chain, Action<string> say)
{
    private const long LockId = 0x7477696E; // "twin"

    private const string CreateLedgerSql = """
        create schema if not exists migrations;
        create table if not exists migrations.ledger (
            version integer primary key,
            name text not null,
            checksum text not null,
            applied_at timestamptz not null default now()
        );
        """;

    /// <remarks>
    /// The server runs the script as one text, so that its complaints count from the script's first character. Sent as it is, Npgsql would cut it into
    /// statements, and nobody would know in which one an error's position lies.
    /// </remarks>
    private const string RunScriptSql = """
        set local lock_timeout = '3s';
        select set_config('migrations.script', @script, true);
        do $$ begin execute current_setting('migrations.script'); end $$;
        """;

    private const string AppliedSql = "select version, name, checksum, applied_at from migrations.ledger order by version";
    private const string RecordSql = "insert into migrations.ledger (version, name, checksum) values ($1, $2, $3)";
    private const string ForgetSql = "delete from migrations.ledger where version = $1";

    /// <summary>Applies every step that the database lacks.</summary>
    /// <param name="ct">Cancels between and within steps; the step in hand rolls back.</param>
    /// <exception cref="MigrationException">A step failed or was edited after it had been applied.</exception>
    public Task UpAsync(CancellationToken ct) => LockedAsync(
        async connection =>
        {
            var applied = await AppliedAsync(connection, ct);
            foreach (var step in chain.Skip(applied.Count))
            {
                await ApplyAsync(connection, step, step.Up, $"{step.Version:D4}_{step.Name}.up.sql", RecordSql, [step.Version, step.Name, step.Checksum], ct);
                say($"up    {step.Version:D4} {step.Name}");
            }

            say(applied.Count == chain.Count ? $"up to date at {chain.Count:D4}" : $"now at {chain.Count:D4}");
        },
        ct);

    /// <summary>Takes back every step above <paramref name="target"/>, the newest first.</summary>
    /// <param name="target">The version to arrive at; 0 leaves nothing of the chain.</param>
    /// <param name="ct">Cancels between and within steps; the step in hand rolls back.</param>
    /// <exception cref="MigrationException">A step failed, or the target is not on the chain.</exception>
    public Task DownAsync(int target, CancellationToken ct) => LockedAsync(
        async connection =>
        {
            var applied = await AppliedAsync(connection, ct);
            if (target < 0 || target > applied.Count)
            {
                throw new MigrationException($"Cannot go down to {target}: the database is at {applied.Count}. Give a number from 0 to {applied.Count}.");
            }

            foreach (var step in chain.Take(applied.Count).Skip(target).Reverse())
            {
                await ApplyAsync(connection, step, step.Down, $"{step.Version:D4}_{step.Name}.down.sql", ForgetSql, [step.Version], ct);
                say($"down  {step.Version:D4} {step.Name}{(step.Loses is null ? "" : $" (loses: {step.Loses})")}");
            }

            say($"now at {target:D4}");
        },
        ct);

    /// <summary>Tells, for each step of the chain, whether and when it was applied, and what its way down would lose.</summary>
    /// <param name="ct">Cancels the query.</param>
    public Task StatusAsync(CancellationToken ct) => LockedAsync(
        async connection =>
        {
            var applied = (await AppliedAsync(connection, ct)).ToDictionary(row => row.Version);
            foreach (var step in chain)
            {
                var when = applied.TryGetValue(step.Version, out var row)
                    ? row.AppliedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                    : "pending";
                say($"{step.Version:D4}  {when,-20}  {step.Name}{(step.Loses is null ? "" : $"  (down loses: {step.Loses})")}");
            }
        },
        ct);

    private static async Task ApplyAsync(
        NpgsqlConnection connection, Migration step, string script, string file, string ledgerSql, object[] ledgerRow, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            await using var command = new NpgsqlCommand(RunScriptSql, connection, transaction) { CommandTimeout = 0, Parameters = { new("script", script) } };
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e)
        {
            throw new MigrationException($"{file}{LineOf(script, e)}: {e.MessageText} (SQL state {e.SqlState}). The step was rolled back.", e);
        }

        await using var ledger = new NpgsqlCommand(ledgerSql, connection, transaction);
        foreach (var value in ledgerRow)
        {
            ledger.Parameters.AddWithValue(value);
        }

        await ledger.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static string LineOf(string script, PostgresException failure)
    {
        var start = failure.InternalQuery is { Length: > 0 } query ? script.IndexOf(query, StringComparison.Ordinal) : -1;
        return start < 0 || failure.InternalPosition <= 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", line {script.AsSpan(0, start + failure.InternalPosition - 1).Count('\n') + 1}");
    }

    private async Task<List<LedgerRow>> AppliedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using (var create = new NpgsqlCommand(CreateLedgerSql, connection))
        {
            await create.ExecuteNonQueryAsync(ct);
        }

        var rows = new List<LedgerRow>();
        await using var command = new NpgsqlCommand(AppliedSql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new LedgerRow(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3)));
        }

        RefuseWhatDiffers(rows);
        return rows;
    }

    private void RefuseWhatDiffers(List<LedgerRow> rows)
    {
        if (rows.Count > chain.Count)
        {
            throw new MigrationException($"The database is at {rows.Count}, which is newer than this program ({chain.Count}). Use the newer program.");
        }

        foreach (var (row, step) in rows.Zip(chain))
        {
            if (row.Version != step.Version || row.Checksum != step.Checksum)
            {
                throw new MigrationException(
                    $"{step.Version:D4}_{step.Name}.up.sql is not what was applied on {row.AppliedAt:yyyy-MM-dd}: an applied step is never edited. Restore it and add a new step.");
            }
        }
    }

    /// <remarks>
    /// The lock is polled: a blocking one deadlocks with CREATE INDEX CONCURRENTLY. The connection is not pooled: a pooled one would keep the lock after its end.
    /// </remarks>
    private async Task LockedAsync(Func<NpgsqlConnection, Task> work, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "migrations" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(ct);
        await using var tryLock = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = LockId } } };
        while (!(bool)(await tryLock.ExecuteScalarAsync(ct))!)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
        }

        await work(connection);
    }

    private sealed record LedgerRow(int Version, string Name, string Checksum, DateTimeOffset AppliedAt);
}
