using Npgsql;

namespace TwinPlatform.Database;

/// <summary>Sees, from a connection of its own, who holds the lock that another connection waits for.</summary>
internal sealed class LockWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <remarks>Never the statement of the holder: its text may hold data.</remarks>
    private const string HolderSql = """
        select format('%s is locked by pid %s (application %s, login %s, %s, in its transaction for %s s)',
            coalesce((select relation::regclass::text from pg_locks where pid = $1 and not granted and relation is not null limit 1), 'a row or an object'),
            holder.pid, coalesce(nullif(holder.application_name, ''), 'unnamed'), holder.usename, coalesce(holder.state, 'state unknown'),
            coalesce(extract(epoch from clock_timestamp() - holder.xact_start)::integer, 0))
        from pg_stat_activity waiting
        cross join lateral unnest(pg_blocking_pids(waiting.pid)) blocking (pid)
        join pg_stat_activity holder on holder.pid = blocking.pid
        where waiting.pid = $1 and waiting.wait_event_type = 'Lock'
        order by holder.xact_start
        limit 1
        """;

    private readonly NpgsqlConnection _connection;
    private readonly int _waiting;

    private LockWatch(NpgsqlConnection connection, int waiting)
    {
        _connection = connection;
        _waiting = waiting;
    }

    /// <summary>Who held the lock when it was last waited for; null when that was not seen.</summary>
    public string? Holder { get; private set; }

    public static async Task<LockWatch> OpenAsync(string connectionString, int waiting, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        return new LockWatch(connection, waiting);
    }

    /// <summary>Runs the work on the watched connection, and looks at it meanwhile.</summary>
    public async Task RunAsync(Func<Task> work, CancellationToken ct)
    {
        var running = work();
        try
        {
            while (await Task.WhenAny(running, Task.Delay(Interval, ct)) != running)
            {
                await using var command = new NpgsqlCommand(HolderSql, _connection) { Parameters = { new() { Value = _waiting } } };
                Holder = await command.ExecuteScalarAsync(ct) as string ?? Holder;
            }
        }
        finally
        {
            await running;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
