using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>Everything in the database that a role could touch, whoever it belongs to, and how the attack on it reads.</summary>
/// <param name="Schema">Where it is.</param>
/// <param name="Name">Schema and name.</param>
/// <param name="Kind">As <c>pg_class.relkind</c>; f for a function.</param>
/// <param name="Columns">Of a table or view.</param>
/// <param name="Call">How a function or procedure is called, with nulls.</param>
/// <param name="Owner">The column that says whose row it is, where a table or view has it.</param>
internal sealed record Surrounding(string Schema, string Name, char Kind, IReadOnlyList<string> Columns, string Call, bool Owner)
{
    private const string AllSql = """
        select n.nspname::text, n.nspname || '.' || c.relname, c.relkind::text,
            array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum), ''
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'
        union all
        select n.nspname::text, n.nspname || '.' || f.proname, 'F', '{}',
            case f.prokind when 'p' then 'call ' else 'select ' end || n.nspname || '.' || f.proname || '('
                || coalesce((select string_agg('null::' || format_type(t.type, null), ', ' order by t.place) from unnest(f.proargtypes) with ordinality t(type, place)), '') || ')'
        from pg_proc f join pg_namespace n on n.oid = f.pronamespace
        where f.prokind in ('f', 'p') and f.prorettype <> all (array['trigger', 'event_trigger']::regtype[])
          and n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'
          and not exists (select from pg_depend d where d.objid = f.oid and d.deptype = 'e')
        order by 2
        """;

    public static async Task<IReadOnlyList<Surrounding>> ReadAsync(Session session)
    {
        await session.AsOwnerAsync();
        return await session.ReadAsync(AllSql, row =>
        {
            var (schema, columns) = (row.GetString(0), row.GetFieldValue<string[]>(3));
            return new Surrounding(schema, row.GetString(1), row.GetString(2)[0], columns, row.GetString(4), columns.Contains(Isolation.Of(schema).Column));
        });
    }

    /// <summary>Every way to touch it. Whoever is not meant to must be refused each of them.</summary>
    public IEnumerable<(string Probe, string Sql)> Touches() => Kind switch
    {
        'F' => [("call", Call)],
        'S' => [("nextval", $"select nextval('{Name}')"), ("read of a sequence", $"select last_value from {Name}")],
        'v' or 'm' => [("select", $"select from {Name}")],
        _ =>
        [
            ("select", $"select from {Name}"),
            ("insert", $"insert into {Name} default values"),
            ("update", $"update {Name} set {Columns[0]} = default"),
            ("delete", $"delete from {Name}"),
            ("merge", $"merge into {Name} t using (values (1)) v on true when matched then delete"),
            ("truncate", $"truncate {Name}"),
            ("lock table", $"lock table {Name} in access share mode"),
        ],
    };
}
