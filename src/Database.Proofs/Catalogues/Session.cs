using TwinPlatform.Database.Proofs.TenantIsolation;
using Npgsql;

namespace TwinPlatform.Database.Proofs.Catalogues;

/// <summary>What a statement did: rows touched, or the SQL state with which it was refused.</summary>
internal readonly record struct Outcome(int Rows, string? Refused, string? Constraint = null)
{
    public override string ToString() => Refused is null ? $"{Rows} rows" : $"SQL state {Refused}";
}

/// <summary>
/// One transaction of the owner's in which statements run as any role and for any owner of rows, and which is never committed: what is broken in it to see
/// a test fail is whole again afterwards. Privileges and policies follow the current role, so this equals that role's own login.
/// </summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private Session(NpgsqlConnection connection) => _connection = connection;

    public static async Task<Session> OpenAsync(string ownerConnectionString)
    {
        var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync();
        var session = new Session(connection);
        await session.RunAsync("begin");
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("rollback");
        await _connection.DisposeAsync();
    }

    public Task AsOwnerAsync() => RunAsync("reset role");

    public async Task AsAsync(string role, Isolation isolation, string owner)
    {
        await RunAsync($"reset role; set local role {role}");
        await RunAsync($"set local {isolation.Setting} = '{isolation.SettingOf(owner)}'");
    }

    public async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> row)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    public Task<IReadOnlyList<string>> ReadAsync(string sql) => ReadAsync(sql, row => row.GetString(0));

    /// <summary>Runs a statement; what it changed stays only with <paramref name="keep"/>.</summary>
    public async Task<Outcome> TryAsync(string sql, bool keep = false)
    {
        await RunAsync("savepoint attempt");
        try
        {
            await using var command = new NpgsqlCommand(sql, _connection);
            var outcome = new Outcome(await CountAsync(command), null);
            await RunAsync(keep ? "release savepoint attempt" : "rollback to savepoint attempt");
            return outcome;
        }
        catch (PostgresException e)
        {
            await RunAsync("rollback to savepoint attempt");
            return new Outcome(0, e.SqlState, e.ConstraintName);
        }
    }

    /// <summary>Rows changed, or rows read.</summary>
    private static async Task<int> CountAsync(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var read = 0;
        while (await reader.ReadAsync())
        {
            read++;
        }

        return reader.RecordsAffected >= 0 ? reader.RecordsAffected : read;
    }
}
