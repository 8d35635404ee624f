using Npgsql;

namespace TwinPlatform.Database.Proofs.Linting.Migrations;

/// <summary>Goes up the chain as the runner does, and looks before and after each step.</summary>
internal sealed class ObservedWalk : IAsyncDisposable
{
    private const string LockedSql = """
        select distinct relation::bigint from pg_locks
        where pid = pg_backend_pid() and locktype = 'relation' and mode = 'AccessExclusiveLock' and database = (select oid from pg_database where datname = current_database())
        """;

    private readonly NpgsqlConnection _connection;
    private CatalogueState _before;

    private ObservedWalk(NpgsqlConnection connection, CatalogueState before) => (_connection, _before) = (connection, before);

    public static async Task<ObservedWalk> StartAsync(string ownerConnectionString, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        await Ledger.CreateAsync(connection, ct);
        return new ObservedWalk(connection, await CatalogueState.ReadAsync(connection, ct));
    }

    public async Task<ObservedStep> TakeAsync(Migration step, CancellationToken ct)
    {
        var script = Move.Up(step).Script;
        await using var transaction = script.IsTransactional ? await _connection.BeginTransactionAsync(ct) : null;
        foreach (var statement in script.Statements)
        {
            await using var command = new NpgsqlCommand(statement.Sql, _connection);
            await command.ExecuteNonQueryAsync(ct);
        }

        var (before, after) = (_before, await CatalogueState.ReadAsync(_connection, ct));
        var locked = (await _connection.ReadAsync(LockedSql, row => row.GetInt64(0), ct)).Where(before.Tables.ContainsKey).ToList();
        if (transaction is not null)
        {
            await transaction.CommitAsync(ct);
        }

        _before = after;
        return new ObservedStep(before, after, locked, script.IsTransactional);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
