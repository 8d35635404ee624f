using System.Text.RegularExpressions;
using Npgsql;

namespace TwinPlatform.Database;

/// <summary>An index that is built while the table is in use. Its build is several transactions, so that a kill leaves an index that is not valid.</summary>
internal static partial class ConcurrentIndex
{
    public const string CreateForm = "create [unique] index concurrently if not exists name on schema.table …";

    public const string DropForm = "drop index concurrently if exists schema.name";

    private const string IsInvalidSql = """
        select exists (select from pg_index x join pg_class c on c.oid = x.indexrelid where c.oid = to_regclass($1) and not x.indisvalid)
        """;

    private const string InvalidSql = """
        select n.nspname || '.' || c.relname
        from pg_index x join pg_class c on c.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
        where not x.indisvalid and c.relkind = 'i' and n.nspname not like 'pg\_%'
        order by 1
        """;

    /// <summary>True when running the statement a second time does no harm and no more.</summary>
    public static bool IsRepeatable(string sql) => Create().IsMatch(sql) || Drop().IsMatch(sql);

    /// <summary>The statement as it can be tried within a transaction: the plain way.</summary>
    public static string Plain(string sql) => Concurrently().Replace(sql, "", 1);

    /// <summary>Drops what a killed build of this same index left behind: <c>if not exists</c> would take it for the index.</summary>
    public static async Task DropLeftoverAsync(NpgsqlConnection connection, string sql, bool inTransaction, CancellationToken ct)
    {
        if (Create().Match(sql) is not { Success: true } build)
        {
            return;
        }

        var index = $"{build.Groups["schema"].Value}.{build.Groups["name"].Value}";
        await using var isInvalid = new NpgsqlCommand(IsInvalidSql, connection) { Parameters = { new() { Value = index } } };
        if ((bool)(await isInvalid.ExecuteScalarAsync(ct))!)
        {
            var drop = $"drop index concurrently {index}";
            await using var command = new NpgsqlCommand(inTransaction ? Plain(drop) : drop, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Every index that a build did not finish.</summary>
    public static async Task<IReadOnlyList<string>> UnfinishedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var unfinished = new List<string>();
        await using var command = new NpgsqlCommand(InvalidSql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            unfinished.Add(reader.GetString(0));
        }

        return unfinished;
    }

    [GeneratedRegex(@"^create\s+(unique\s+)?index\s+concurrently\s+if\s+not\s+exists\s+(?<name>\w+)\s+on\s+(?<schema>\w+)\.\w+\s*[(\s]", RegexOptions.IgnoreCase)]
    private static partial Regex Create();

    [GeneratedRegex(@"\bconcurrently\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Concurrently();

    [GeneratedRegex(@"^drop\s+index\s+concurrently\s+if\s+exists\s+\w+\.\w+$", RegexOptions.IgnoreCase)]
    private static partial Regex Drop();
}
