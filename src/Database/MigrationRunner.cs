using System.Globalization;
using Npgsql;

namespace TwinPlatform.Database;

/// <summary>
/// Walks the chain up and down. One runner works at a time (an advisory lock of the database). Each step is one transaction and waits at most a tenth of a
/// second for a lock; then it is rolled back and tried again, so that it never stops those who use the tables.
/// </summary>
/// <param name="connectionString">The owner of the schemas. Not a service's role.</param>
/// <param name="chain">The steps, in order.</param>
/// <param name="say">Receives one line for each thing done.</param>
public sealed class MigrationRunner(string connectionString, IReadOnlyList<Migration> chain, Action<string> say)
{
    private const long LockId = 0x7477696E; // "twin"

    private readonly string _connectionString = new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "migrations",
        IncludeFailedBatchedCommand = true, // a complaint then says which statement it is about
        Pooling = false,
    }.ConnectionString;

    /// <summary>How long a step is tried again when others hold the locks that it needs.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Applies every step that the database lacks.</summary>
    /// <param name="ct">Cancels between and within steps; the step in hand rolls back.</param>
    /// <exception cref="MigrationException">A step failed, could not have its locks, or was edited after it had been applied.</exception>
    public Task UpAsync(CancellationToken ct) => UpAsync(chain.Count, ct);

    /// <summary>Applies the steps that the database lacks, as far as <paramref name="target"/>.</summary>
    /// <param name="target">The version to arrive at.</param>
    /// <param name="ct">Cancels between and within steps; the step in hand rolls back.</param>
    /// <exception cref="MigrationException">As <see cref="UpAsync(CancellationToken)"/>, or the target is not ahead.</exception>
    public Task UpAsync(int target, CancellationToken ct) => WalkAsync(version => WayUp(version, target), target, ct);

    /// <summary>Takes back every step above <paramref name="target"/>, the newest first.</summary>
    /// <param name="target">The version to arrive at; 0 leaves nothing of the chain.</param>
    /// <param name="ct">Cancels between and within steps; the step in hand rolls back.</param>
    /// <exception cref="MigrationException">A step failed, could not have its locks, or the target is not behind.</exception>
    public Task DownAsync(int target, CancellationToken ct) => WalkAsync(version => WayDown(version, target), target, ct);

    /// <summary>Does what <see cref="UpAsync(int, CancellationToken)"/> would do, as one transaction, and takes it back.</summary>
    /// <param name="target">The version to arrive at.</param>
    /// <param name="ct">Cancels; everything rolls back.</param>
    /// <exception cref="MigrationException">A step would fail.</exception>
    public Task TryUpAsync(int target, CancellationToken ct) => TryAsync(version => WayUp(version, target), ct);

    /// <summary>Does what <see cref="DownAsync"/> would do, as one transaction, and takes it back.</summary>
    /// <param name="target">The version to arrive at.</param>
    /// <param name="ct">Cancels; everything rolls back.</param>
    /// <exception cref="MigrationException">A step would fail.</exception>
    public Task TryDownAsync(int target, CancellationToken ct) => TryAsync(version => WayDown(version, target), ct);

    /// <summary>The version that the database is at; 0 before the first step.</summary>
    /// <param name="ct">Cancels the query.</param>
    /// <exception cref="MigrationException">The database is not on this chain.</exception>
    public async Task<int> VersionAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return await VersionAsync(connection, ct);
    }

    /// <summary>Tells of each step whether and when it was applied, what its way down would lose, and where the database has left the chain. Changes nothing.</summary>
    /// <param name="ct">Cancels the query.</param>
    public async Task StatusAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var applied = (await Ledger.ReadAsync(connection, ct)).ToDictionary(row => row.Version);
        foreach (var step in chain)
        {
            applied.Remove(step.Version, out var row);
            say($"{step.Version:D4}  {When(row),-20}  {step.Name}{(step.Loses is null ? "" : $"  (down loses: {step.Loses})")}{(row?.Matches(step) is false ? "  (EDITED since it was applied)" : "")}");
        }

        foreach (var row in applied.Values)
        {
            say($"{row.Version:D4}  {When(row),-20}  {row.Name}  (NEWER than this program)");
        }

        foreach (var index in await ConcurrentIndex.UnfinishedAsync(connection, ct))
        {
            say($"index {index} is UNFINISHED: its build was interrupted; run up again");
        }
    }

    private List<Move> WayUp(int version, int target) => target >= version && target <= chain.Count
        ? [.. chain.Take(target).Skip(version).Select(Move.Up)]
        : throw new MigrationException($"Cannot go up to {target}: the database is at {version}. Give a number from {version} to {chain.Count}.");

    private List<Move> WayDown(int version, int target) => target >= 0 && target <= version
        ? [.. chain.Take(version).Skip(target).Reverse().Select(Move.Down)]
        : throw new MigrationException($"Cannot go down to {target}: the database is at {version}. Give a number from 0 to {version}.");

    private async Task WalkAsync(Func<int, IReadOnlyList<Move>> way, int target, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await LockAsync(connection, ct);
        var moves = way(await VersionAsync(connection, ct));
        await Ledger.CreateAsync(connection, ct);
        foreach (var move in moves)
        {
            await (move.Script.IsTransactional ? StepAsync(connection, move, ct) : StepByStatementAsync(connection, move, ct));
            say(move.Line);
        }

        say(moves.Count == 0 ? $"already at {target:D4}" : $"now at {target:D4}");
    }

    private Task StepAsync(NpgsqlConnection connection, Move move, CancellationToken ct) => RetryAsync(
        move.Name,
        connection,
        async () =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await RunAsync(connection, move.Script, move.Script.Statements, ct);
            await move.EnterAsync(connection, ct);
            await transaction.CommitAsync(ct);
        },
        ct);

    /// <remarks>
    /// No lock timeout here: a concurrent build waits for every older transaction, which takes as long as it takes, and holds nothing meanwhile that stops a
    /// reader or a writer. A kill between the statements and the ledger does no harm, because each statement can be run again.
    /// </remarks>
    private async Task StepByStatementAsync(NpgsqlConnection connection, Move move, CancellationToken ct)
    {
        await SetLockTimeoutAsync(connection, "0", ct);
        foreach (var statement in move.Script.Statements)
        {
            await ConcurrentIndex.DropLeftoverAsync(connection, statement.Sql, inTransaction: false, ct);
            await RetryAsync(move.Name, connection, () => RunAsync(connection, move.Script, [statement], ct), ct);
        }

        await SetLockTimeoutAsync(connection, LockRetry.LockTimeout, ct);
        await move.EnterAsync(connection, ct);
    }

    private async Task TryAsync(Func<int, IReadOnlyList<Move>> way, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await LockAsync(connection, ct);
        var version = await VersionAsync(connection, ct);
        var moves = way(version);
        await RetryAsync(
            "dry run",
            connection,
            async () =>
            {
                await using var transaction = await connection.BeginTransactionAsync(ct);
                await Ledger.CreateAsync(connection, ct);
                foreach (var move in moves)
                {
                    await (move.Script.IsTransactional ? RunAsync(connection, move.Script, move.Script.Statements, ct) : RunPlainAsync(connection, move.Script, ct));
                }
            },
            ct);

        foreach (var move in moves)
        {
            say(move.Line);
        }

        say($"dry run: the steps above work on these rows and were taken back; still at {version:D4}");
    }

    private static async Task RunPlainAsync(NpgsqlConnection connection, Script script, CancellationToken ct)
    {
        foreach (var statement in script.Statements)
        {
            await ConcurrentIndex.DropLeftoverAsync(connection, statement.Sql, inTransaction: true, ct);
            await RunAsync(connection, script, [statement with { Sql = ConcurrentIndex.Plain(statement.Sql) }], ct);
        }
    }

    /// <summary>Sends the statements in one round trip; the complaint about one of them names its line.</summary>
    private static async Task RunAsync(NpgsqlConnection connection, Script script, IReadOnlyList<Statement> statements, CancellationToken ct)
    {
        if (statements is [])
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement.Sql));
        }

        try
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e)
        {
            throw script.Failure(statements[e.BatchCommand is { } failed ? batch.BatchCommands.IndexOf(failed) : 0], e);
        }
    }

    private Task RetryAsync(string step, NpgsqlConnection connection, Func<Task> attempt, CancellationToken ct) =>
        new LockRetry(_connectionString, LockPatience, say).RunAsync(step, connection, attempt, ct);

    private async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var rows = await Ledger.ReadAsync(connection, ct);
        if (rows.Count > chain.Count)
        {
            throw new MigrationException($"The database is at {rows.Count}, which is newer than this program ({chain.Count}). Use the newer program.");
        }

        if (rows.Zip(chain).FirstOrDefault(pair => !pair.First.Matches(pair.Second)) is ({ } row, { } step))
        {
            throw new MigrationException(
                $"{step.Version:D4}_{step.Name}.up.sql is not what was applied on {row.AppliedAt:yyyy-MM-dd}: an applied step is never edited. Restore it and add a new step.");
        }

        return rows.Count;
    }

    /// <remarks>
    /// The lock is polled: a blocking one deadlocks with CREATE INDEX CONCURRENTLY. The connection is not pooled: a pooled one would keep the lock after its end.
    /// </remarks>
    private static async Task LockAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var tryLock = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = LockId } } };
        while (!(bool)(await tryLock.ExecuteScalarAsync(ct))!)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
        }

        await SetLockTimeoutAsync(connection, LockRetry.LockTimeout, ct);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private static async Task SetLockTimeoutAsync(NpgsqlConnection connection, string value, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select set_config('lock_timeout', $1, false)", connection) { Parameters = { new() { Value = value } } };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string When(LedgerRow? row) => row?.AppliedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "pending";
}
