using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>What the attacks on a table need to know: a row of each owner as literals, how many rows the attacker has, and what its role may do at all.</summary>
/// <param name="Table">The table.</param>
/// <param name="VictimRow">Literals of the table's columns.</param>
/// <param name="AttackerRow">Literals of the table's columns.</param>
/// <param name="AttackerRows">How many rows the attacker has.</param>
/// <param name="PrimaryKey">The name of the constraint.</param>
/// <param name="MaySelect">The service may read the column that says whose row it is.</param>
/// <param name="MayInsert">The service may insert whole rows.</param>
/// <param name="Changeable">A column that the service may update, or any other where it may update none.</param>
internal sealed record Prey(
    Table Table, IReadOnlyList<string> VictimRow, IReadOnlyList<string> AttackerRow, int AttackerRows, string PrimaryKey, bool MaySelect, bool MayInsert, string Changeable)
{
    public static async Task<IReadOnlyList<Prey>> FindAsync(Session session, Catalogue catalogue)
    {
        await session.AsOwnerAsync();
        var prey = new List<Prey>();
        foreach (var table in catalogue.Tables)
        {
            prey.AddRange(await session.ReadAsync(Describe(table), row => new Prey(
                table,
                row.GetFieldValue<string[]>(0),
                row.GetFieldValue<string[]>(1),
                (int)row.GetInt64(2),
                row.GetString(3),
                row.GetBoolean(4),
                row.GetBoolean(5),
                row.GetString(6))));
        }

        return prey;
    }

    /// <summary>A column's value in one of the rows.</summary>
    public string Literal(IReadOnlyList<string> row, string column) => row[Table.Columns.TakeWhile(one => one.Name != column).Count()];

    /// <summary>Whether the two owners' rows point at rows that differ by more than their owner.</summary>
    public bool TellsApart(ForeignKey key) =>
        key.Columns.All(column => !Literal(VictimRow, column).StartsWith("null::", StringComparison.Ordinal))
        && key.Columns.Any(column => column != Table.Isolation.Column && Literal(VictimRow, column) != Literal(AttackerRow, column));

    private static string Describe(Table table)
    {
        var (name, isolation) = (table.FullName, table.Isolation);
        var literals = string.Join(", ", table.Columns.Select(column => $"coalesce(quote_literal({column.Name}::text), 'null') || '::{column.Type}'"));
        var fullest = $"num_nulls({string.Join(", ", table.Columns.Select(column => column.Name))})"; // a row that refers to others, where it can
        return $"""
            select
                (select array[{literals}] from {name} where {isolation.Column} = '{isolation.Victim}' order by {fullest} limit 1),
                (select array[{literals}] from {name} where {isolation.Column} = '{isolation.Attacker}' order by {fullest} limit 1),
                (select count(*) from {name} where {isolation.Column} = '{isolation.Attacker}'),
                (select conname::text from pg_constraint where conrelid = '{name}'::regclass and contype = 'p'),
                has_column_privilege('{table.Role}', '{name}', '{isolation.Column}', 'SELECT'),
                has_table_privilege('{table.Role}', '{name}', 'INSERT'),
                (select attname::text from pg_attribute
                 where attrelid = '{name}'::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''
                 order by has_column_privilege('{table.Role}', attrelid, attnum, 'UPDATE') desc, attname = '{isolation.Column}', attnum limit 1)
            """;
    }
}
