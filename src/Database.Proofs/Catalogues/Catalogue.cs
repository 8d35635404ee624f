using TwinPlatform.Database.Proofs.TenantIsolation;
namespace TwinPlatform.Database.Proofs.Catalogues;

/// <summary>A table, as the catalogue describes it.</summary>
internal sealed record Table(
    string Schema, string Name, IReadOnlyList<Column> Columns, IReadOnlyList<Check> Checks, IReadOnlyList<ForeignKey> ForeignKeys, IReadOnlyList<UniqueKey> UniqueKeys)
{
    public string FullName => $"{Schema}.{Name}";

    public string Role => $"twin_{Schema}";

    public Isolation Isolation => Isolation.Of(Schema);
}

/// <summary>A column that an insert names: neither generated nor an identity.</summary>
internal sealed record Column(string Name, string Type, bool IsNullable, bool HasDefault);

internal sealed record Check(string Name, IReadOnlyList<string> Columns, string Definition);

internal sealed record ForeignKey(string Name, IReadOnlyList<string> Columns, string Target, IReadOnlyList<string> TargetColumns);

/// <summary>A unique or primary key, or an exclusion; its columns include those that its expressions and its condition read.</summary>
internal sealed record UniqueKey(string Name, bool IsPrimary, IReadOnlyList<string> Columns);

/// <summary>Every table of every service, read from the database: a new table is covered the day it appears.</summary>
internal sealed class Catalogue
{
    private const string TablesSql = """
        select n.nspname, c.relname, c.oid::bigint, exists (select from pg_roles r where r.rolname = 'twin_' || n.nspname)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'migrations')
        order by 1, 2
        """;

    private const string ColumnsSql = """
        select attrelid::bigint, attname, format_type(atttypid, atttypmod), not attnotnull, atthasdef
        from pg_attribute
        where attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''
        order by attrelid, attnum
        """;

    private const string ConstraintsSql = """
        select k.conrelid::bigint, k.contype::text, k.conname, pg_get_constraintdef(k.oid),
            array(select a.attname::text from unnest(k.conkey) with ordinality x(num, ord) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.num order by ord),
            coalesce(tn.nspname || '.' || t.relname, ''),
            array(select a.attname::text from unnest(k.confkey) with ordinality x(num, ord) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.num order by ord)
        from pg_constraint k left join pg_class t on t.oid = k.confrelid left join pg_namespace tn on tn.oid = t.relnamespace
        where k.contype in ('c', 'f')
        """;

    private const string UniqueKeysSql = """
        select x.indrelid::bigint, i.relname, x.indisprimary, array(
            select a.attname::text from pg_attribute a
            where a.attrelid = x.indrelid and (a.attnum = any(x.indkey) or exists (
                select from pg_depend d where d.objid = x.indexrelid and d.refobjid = x.indrelid and d.refobjsubid = a.attnum))
            order by array_position(x.indkey::int2[], a.attnum))
        from pg_index x join pg_class i on i.oid = x.indexrelid
        where x.indisunique or x.indisexclusion
        """;

    private Catalogue(IReadOnlyList<Table> tables) => Tables = tables;

    public IReadOnlyList<Table> Tables { get; }

    public Table this[string fullName] => Tables.Single(table => table.FullName == fullName);

    /// <param name="session">The database.</param>
    /// <param name="everySchema">Also the tables of schemas that no service owns, such as the old system's.</param>
    public static async Task<Catalogue> ReadAsync(Session session, bool everySchema = false)
    {
        await session.AsOwnerAsync();
        var columns = (await session.ReadAsync(ColumnsSql, row => (Table: row.GetInt64(0), Column: new Column(row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetBoolean(4)))))
            .ToLookup(row => row.Table, row => row.Column);
        var constraints = (await session.ReadAsync(ConstraintsSql, row => (
            Table: row.GetInt64(0),
            Type: row.GetString(1),
            Check: new Check(row.GetString(2), row.GetFieldValue<string[]>(4), row.GetString(3)),
            ForeignKey: new ForeignKey(row.GetString(2), row.GetFieldValue<string[]>(4), row.GetString(5), row.GetFieldValue<string[]>(6))))).ToLookup(row => row.Table);
        var keys = (await session.ReadAsync(UniqueKeysSql, row => (Table: row.GetInt64(0), Key: new UniqueKey(row.GetString(1), row.GetBoolean(2), row.GetFieldValue<string[]>(3)))))
            .ToLookup(row => row.Table, row => row.Key);
        var tables = await session.ReadAsync(TablesSql, row => (Schema: row.GetString(0), Name: row.GetString(1), Oid: row.GetInt64(2), IsServices: row.GetBoolean(3)));
        return new Catalogue([.. tables.Where(table => everySchema || table.IsServices).Select(table => new Table(
            table.Schema,
            table.Name,
            [.. columns[table.Oid]],
            [.. constraints[table.Oid].Where(row => row.Type == "c").Select(row => row.Check)],
            [.. constraints[table.Oid].Where(row => row.Type == "f").Select(row => row.ForeignKey)],
            [.. keys[table.Oid]]))]);
    }
}
