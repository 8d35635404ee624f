using Npgsql;

namespace TwinPlatform.Database.Proofs.Catalogues;

/// <summary>
/// Everything that a migration can make, as sorted lines of text: two databases are alike when their lines are. A dump would not do: it differs from run to run
/// and knows the order in which columns were added.
/// </summary>
internal static class CatalogueFingerprint
{
    private const string Ours = "n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'migrations')";

    private static readonly string[] Parts =
    [
        $"select 'schema ' || n.nspname || ' owner ' || n.nspowner::regrole || ' acl ' || {Acl("n.nspacl")} from pg_namespace n where {Ours}",
        $"""
        select 'relation ' || n.nspname || '.' || c.relname || ' kind ' || c.relkind::text || ' owner ' || c.relowner::regrole
            || ' rls ' || c.relrowsecurity || '/' || c.relforcerowsecurity || ' options ' || coalesce(c.reloptions::text, '') || ' acl ' || {Acl("c.relacl")}
            || case when c.relkind in ('v', 'm') then ' as ' || pg_get_viewdef(c.oid) else '' end
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind <> 'i' and c.relkind <> 't' and {Ours}
        """,
        $"""
        select 'column ' || n.nspname || '.' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' collation ' || coalesce(l.collname, '')
            || ' not null ' || a.attnotnull || ' default ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' identity ' || a.attidentity::text
            || ' generated ' || a.attgenerated::text || ' storage ' || a.attstorage::text || ' acl ' || {Acl("a.attacl")}
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum left join pg_collation l on l.oid = a.attcollation
        where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'S') and {Ours}
        """,
        $"""
        select 'constraint ' || coalesce(k.conrelid::regclass::text, k.contypid::regtype::text) || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid) || ' valid ' || k.convalidated
        from pg_constraint k join pg_namespace n on n.oid = k.connamespace where {Ours}
        """,
        $"select 'index ' || pg_get_indexdef(x.indexrelid) || ' valid ' || x.indisvalid from pg_index x join pg_class c on c.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('i', 'I') and {Ours}",
        $"""
        select 'policy ' || p.schemaname || '.' || p.tablename || ' ' || p.policyname || ' ' || p.permissive || ' ' || p.cmd
            || ' to ' || (select string_agg(r, ',' order by r) from unnest(p.roles) r) || ' using ' || coalesce(p.qual, '') || ' check ' || coalesce(p.with_check, '')
        from pg_policies p join pg_namespace n on n.nspname = p.schemaname where {Ours}
        """,
        $"select 'function ' || pg_get_functiondef(f.oid) || ' owner ' || f.proowner::regrole || ' acl ' || {Acl("f.proacl")} from pg_proc f join pg_namespace n on n.oid = f.pronamespace where f.prokind in ('f', 'p') and {Ours}",
        $"select 'trigger ' || pg_get_triggerdef(t.oid) || ' enabled ' || t.tgenabled::text from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and {Ours}",
        $"""
        select 'type ' || n.nspname || '.' || t.typname || ' ' || t.typtype::text || ' ' || coalesce((select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid), '')
        from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype in ('e', 'd', 'r') and {Ours}
        """,
        $"select 'sequence ' || s.schemaname || '.' || s.sequencename || ' ' || s.data_type || ' ' || s.start_value || ' ' || s.increment_by from pg_sequences s join pg_namespace n on n.nspname = s.schemaname where {Ours}",
        "select 'extension ' || extname || ' ' || extversion from pg_extension",
        "select 'default acl ' || defaclrole::regrole || ' ' || defaclnamespace::text || ' ' || defaclobjtype::text || ' ' || defaclacl::text from pg_default_acl",
        "select 'setting ' || coalesce(setrole::regrole::text, '') || ' ' || setconfig::text from pg_db_role_setting where setdatabase in (0, (select oid from pg_database where datname = current_database()))",
    ];

    private const string RolesSql = """
        select 'role ' || r.rolname || ' login ' || r.rolcanlogin || ' inherit ' || r.rolinherit || ' super ' || r.rolsuper || ' bypassrls ' || r.rolbypassrls
            || ' member of ' || coalesce((select string_agg(m.roleid::regrole::text, ',' order by m.roleid::regrole::text) from pg_auth_members m where m.member = r.oid), '')
        from pg_roles r where r.rolname not like 'pg\_%'
        """;

    /// <param name="connectionString">The database.</param>
    /// <param name="withRoles">Roles belong to the server: true only where no other database of ours uses it.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(string connectionString, bool withRoles)
    {
        var lines = new List<string>();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, SearchPath = "pg_catalog" }.ConnectionString);
        await connection.OpenAsync();
        foreach (var part in withRoles ? [.. Parts, RolesSql] : Parts)
        {
            await using var command = new NpgsqlCommand(part, connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                lines.Add(reader.GetString(0));
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>A list of grants without its order, which tells only who granted when.</summary>
    private static string Acl(string column) =>
        $"coalesce((select string_agg(acl, ',' order by acl) from (select e.grantee::regrole || '=' || string_agg(e.privilege_type, '+' order by e.privilege_type) as acl from aclexplode({column}) e group by e.grantee) g), '')";
}
