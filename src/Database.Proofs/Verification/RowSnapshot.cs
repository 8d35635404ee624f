using Npgsql;

namespace TwinPlatform.Database.Proofs.Verification;

/// <summary>A row as its checksum, without its content.</summary>
/// <param name="Key">Its primary key.</param>
/// <param name="Exact">Of all its columns, in the order of their names: a column that went and came back comes back last.</param>
/// <param name="Lasting">As <paramref name="Exact"/>, without what no second run can repeat: identity numbers, and moments since the proof began.</param>
internal readonly record struct RowSum(string Key, string Exact, string Lasting);

/// <summary>Every row of every table, and how far every sequence has come.</summary>
internal sealed class RowSnapshot(IReadOnlyDictionary<string, IReadOnlyList<RowSum>> tables, IReadOnlyDictionary<string, long> sequences)
{
    /// <summary>The name under which roles' passwords stand among the tables: <c>up</c> does not make them, and <c>down</c> can lose them.</summary>
    public const string Passwords = "passwords";

    private const string SettingsSql = "set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'postgres'; set extra_float_digits = 1; set bytea_output = 'hex'";

    /// <summary>For each table, the statement that reads its rows' checksums.</summary>
    private const string StatementsSql = """
        select format('select %L, %s, md5(row(%s)::text), md5(row(%s)::text) from %s',
            n.nspname || '.' || c.relname,
            coalesce((
                select 'concat_ws(''/'', ' || string_agg(format('%I', a.attname), ', ' order by array_position(x.indkey::int2[], a.attnum)) || ')'
                from pg_index x join pg_attribute a on a.attrelid = c.oid and a.attnum = any(x.indkey) where x.indrelid = c.oid and x.indisprimary), '''a row without key'''),
            columns.exact, columns.lasting, format('%I.%I', n.nspname, c.relname))
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        cross join lateral (
            select string_agg(format('%I', a.attname), ', ' order by a.attname) as exact,
                string_agg(case
                    when a.attidentity <> '' then 'null'
                    when a.atttypid = 'timestamptz'::regtype then format('case when %1$I between %2$L and clock_timestamp() then ''since'' else %1$I::text end', a.attname, $1::text)
                    else format('%I', a.attname) end, ', ' order by a.attname) as lasting
            from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) columns
        where c.relkind = 'r' and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'migrations')
        union all
        select format('select %L, rolname::text, md5(rolpassword), md5(rolpassword) from pg_authid where rolpassword is not null and oid >= 16384', $2::text)
        """;

    private const string SequencesSql = "select schemaname || '.' || sequencename, coalesce(last_value, start_value - increment_by) from pg_sequences";

    /// <summary>The rows by table; a table without rows is not there.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RowSum>> Tables => tables;

    public IReadOnlyDictionary<string, long> Sequences => sequences;

    /// <param name="connection">The owner's, whom no policy filters.</param>
    /// <param name="since">When the proof began, by the server's clock.</param>
    public static async Task<RowSnapshot> ReadAsync(NpgsqlConnection connection, DateTimeOffset since)
    {
        await using (var settings = new NpgsqlCommand(SettingsSql, connection))
        {
            await settings.ExecuteNonQueryAsync();
        }

        var statements = await ListAsync(StatementsSql, row => row.GetString(0), since.UtcDateTime.ToString("O"), Passwords);
        var rows = await ListAsync(
            string.Join(" union all ", statements), row => (Table: row.GetString(0), Sum: new RowSum(row.GetString(1), row.GetString(2), row.GetString(3))));
        var sequences = await ListAsync(SequencesSql, row => (Name: row.GetString(0), Last: row.GetInt64(1)));
        return new RowSnapshot(
            rows.GroupBy(row => row.Table).ToDictionary(table => table.Key, table => (IReadOnlyList<RowSum>)[.. table.Select(row => row.Sum)]),
            sequences.ToDictionary(sequence => sequence.Name, sequence => sequence.Last));

        async Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params string[] parameters)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var parameter in parameters)
            {
                command.Parameters.AddWithValue(parameter);
            }

            var list = new List<T>();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                list.Add(read(reader));
            }

            return list;
        }
    }
}
