using Npgsql;

namespace TwinPlatform.Database.Proofs.Linting.Migrations;

/// <summary>The services' tables and views at one moment, so that two moments can be compared. Things are the same when PostgreSQL's own number of them is.</summary>
/// <param name="Tables">By oid.</param>
/// <param name="Routines">Functions and procedures with their arguments.</param>
internal sealed record CatalogueState(IReadOnlyDictionary<long, TableState> Tables, IReadOnlySet<string> Routines)
{
    private const string Service = $"""
        select n.oid from pg_namespace n join pg_roles r on r.rolname = 'twin_' || n.nspname where r.rolcanlogin and n.nspname not in ({CatalogueWords.OwnersSchemas})
        """;

    private const string TablesSql = $"""
        select c.oid::bigint, c.oid::regclass::text, case when c.relkind = 'r' then c.relfilenode::bigint else 0 end
        from pg_class c where c.relkind in ('r', 'p', 'v') and c.relnamespace in ({Service})
        """;

    private const string ColumnsSql = $"""
        select a.attrelid::bigint, a.attnum, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.atthasdef or a.attidentity <> ''
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v') and c.relnamespace in ({Service})
        """;

    private const string ConstraintsSql = $"""
        select k.conrelid::bigint, k.oid::bigint, k.conname::text, k.contype::text, k.convalidated, pg_get_constraintdef(k.oid), coalesce(k.conkey, '{"{}"}')
        from pg_constraint k where k.connamespace in ({Service}) and k.conrelid <> 0
        """;

    private const string IndexesSql = $"""
        select x.indrelid::bigint, x.indexrelid::bigint, c.relname::text, x.indisunique
        from pg_index x join pg_class c on c.oid = x.indexrelid where c.relnamespace in ({Service})
        """;

    private const string GrantsSql = $"""
        select c.oid::bigint, g.rolname || ' ' || x.privilege_type || coalesce(' on ' || x.col, '')
        from pg_class c
        cross join lateral (
            select null::text as col, acl.* from aclexplode(c.relacl) acl
            union all select a.attname::text, acl.* from pg_attribute a cross join lateral aclexplode(a.attacl) acl where a.attrelid = c.oid) x
        join pg_roles g on g.oid = x.grantee
        where c.relkind in ('r', 'p', 'v') and c.relnamespace in ({Service}) and x.grantee <> c.relowner
        """;

    private const string RoutinesSql = $"select p.oid::regprocedure::text from pg_proc p where p.pronamespace in ({Service})";

    public static async Task<CatalogueState> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var columns = (await connection.ReadAsync(
            ColumnsSql,
            row => (Table: row.GetInt64(0), Item: new ColumnState(row.GetInt16(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), row.GetBoolean(5))),
            ct)).ToLookup(row => row.Table, row => row.Item);
        var constraints = (await connection.ReadAsync(
            ConstraintsSql,
            row => (Table: row.GetInt64(0), Item: new ConstraintState(
                row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), row.GetString(5), [.. row.GetFieldValue<short[]>(6)])),
            ct)).ToLookup(row => row.Table, row => row.Item);
        var indexes = (await connection.ReadAsync(
            IndexesSql,
            row => (Table: row.GetInt64(0), Item: new IndexState(row.GetInt64(1), row.GetString(2), row.GetBoolean(3))),
            ct)).ToLookup(row => row.Table, row => row.Item);
        var grants = (await connection.ReadAsync(GrantsSql, row => (Table: row.GetInt64(0), Item: row.GetString(1)), ct)).ToLookup(row => row.Table, row => row.Item);
        var tables = await connection.ReadAsync(TablesSql, row => (Oid: row.GetInt64(0), Name: row.GetString(1), File: row.GetInt64(2)), ct);
        var routines = await connection.ReadAsync(RoutinesSql, row => row.GetString(0), ct);
        return new CatalogueState(
            tables.ToDictionary(table => table.Oid, table => new TableState(
                table.Oid,
                table.Name,
                table.File,
                columns[table.Oid].ToDictionary(column => column.Number),
                constraints[table.Oid].ToDictionary(constraint => constraint.Oid),
                indexes[table.Oid].ToDictionary(index => index.Oid),
                grants[table.Oid].ToHashSet())),
            routines.ToHashSet());
    }
}

/// <param name="Oid">Stays when the table is renamed.</param>
/// <param name="Name">With its schema.</param>
/// <param name="File">The number of the file that holds its rows; another number means that every row was written anew.</param>
/// <param name="Columns">By their numbers, which stay when they are renamed.</param>
/// <param name="Constraints">By oid.</param>
/// <param name="Indexes">By oid.</param>
/// <param name="Grants">Role, privilege and column.</param>
internal sealed record TableState(
    long Oid,
    string Name,
    long File,
    IReadOnlyDictionary<short, ColumnState> Columns,
    IReadOnlyDictionary<long, ConstraintState> Constraints,
    IReadOnlyDictionary<long, IndexState> Indexes,
    IReadOnlySet<string> Grants);

internal sealed record ColumnState(short Number, string Name, string Type, bool Required, bool FillsItself);

internal sealed record ConstraintState(long Oid, string Name, string Kind, bool Validated, string Definition, IReadOnlyList<short> Columns);

internal sealed record IndexState(long Oid, string Name, bool IsUnique);
