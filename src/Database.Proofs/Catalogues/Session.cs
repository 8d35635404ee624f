using Npgsql;

namespace TwinPlatform.Database.Proofs.Catalogues;

/// <summary>What a statement did: rows touched, or the SQL state with which it was refused.</summary>
internal readonly record struct Outcome(int Rows, string? Refused, string? Constraint = null, string? Column = null)
{
    public override string ToString() => Refused is null ? $"{Rows} rows" : $"SQL state {Refused}";
}

/// <summary>
/// One transaction of the owner's in which statements run as any role and for any owner of rows, and which is not committed unless asked: what is broken in it to see
/// a test fail is whole again afterwards. Privileges and policies follow the current role, so this equals that role's own login.
/// </summary>
internal sealed class Session : IAsyncDisposable
{
    /// <summary>Runs a statement and tells SQL state, constraint and column of its refusal; 00000 is none.</summary>
    private const string AttemptSql = """
        create or replace function pg_temp.attempt(statement text, keep boolean) returns text[] language plpgsql as $$
        declare
            state text;
            refusing text;
            at_column text;
        begin
            execute statement;
            if not keep then
                raise sqlstate 'UNDO1';
            end if;
            return array['00000', '', ''];
        exception when others then
            get stacked diagnostics state = returned_sqlstate, refusing = constraint_name, at_column = column_name;
            return array[state, refusing, at_column];
        end $$
        """;

    private readonly NpgsqlConnection _connection;
    private bool _canAttempt;

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

    /// <summary>Keeps what was done so far, for what looks at it over connections of its own.</summary>
    public Task CommitAsync() => RunAsync("reset role; commit; begin");

    public Task AsOwnerAsync() => RunAsync("reset role");

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

    /// <summary>
    /// Runs a statement as the owner, in one round trip and without an exception, for searches that fail thousands of times; what it changed stays only with
    /// <paramref name="keep"/>.
    /// </summary>
    public async Task<Outcome> AttemptAsync(string sql, bool keep)
    {
        if (!_canAttempt)
        {
            await RunAsync(AttemptSql);
            _canAttempt = true;
        }

        await using var command = new NpgsqlCommand("select pg_temp.attempt($1, $2)", _connection) { Parameters = { new() { Value = sql }, new() { Value = keep } } };
        var refusal = (string[])(await command.ExecuteScalarAsync())!;
        return refusal[0] is "00000" or "UNDO1" ? new Outcome(1, null) : new Outcome(0, refusal[0], NullIfEmpty(refusal[1]), NullIfEmpty(refusal[2]));

        static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
    }
}
