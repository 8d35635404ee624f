using Npgsql;

namespace TwinPlatform.Database.Proofs.Catalogues;

/// <summary>
/// Everything that a migration can make, as sorted lines of text: two databases are alike when their lines are. A dump would not do: it differs from run to run
/// and knows the order in which columns were added. The chain's own ledger is left out; what else lives in its schema is not.
/// </summary>
internal static class CatalogueFingerprint
{
    private const string Ours = "n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'";
    private const string OurRelations = Ours + " and not (n.nspname = 'migrations' and c.relname like 'ledger%')";

    private static readonly string[] Parts =
    [
        $"select 'schema ' || n.nspname || ' owner ' || n.nspowner::regrole || ' acl ' || {Acl("n.nspacl", "'n'", "n.nspowner")} from pg_namespace n where {Ours} and n.nspname <> 'migrations'",
        $"""
        select 'relation ' || n.nspname || '.' || c.relname || ' kind ' || c.relkind::text || ' owner ' || c.relowner::regrole || ' persistence ' || c.relpersistence::text
            || ' rls ' || c.relrowsecurity || '/' || c.relforcerowsecurity || ' replica identity ' || c.relreplident::text
            || ' options ' || coalesce(c.reloptions::text, '') || ' toast options ' || coalesce((select t.reloptions::text from pg_class t where t.oid = c.reltoastrelid), '')
            || ' partition ' || coalesce(pg_get_expr(c.relpartbound, c.oid), '') || coalesce(' by ' || pg_get_partkeydef(c.oid), '')
            || ' acl ' || {Acl("c.relacl", "case c.relkind when 'S' then 's' else 'r' end::\"char\"", "c.relowner")}
            || case when c.relkind in ('v', 'm') then ' as ' || pg_get_viewdef(c.oid) else '' end
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind not in ('i', 'I', 't') and {OurRelations}
        """,
        $"""
        select 'column ' || n.nspname || '.' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' collation ' || coalesce(l.collname, '')
            || ' not null ' || a.attnotnull || ' default ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' identity ' || a.attidentity::text
            || ' generated ' || a.attgenerated::text || ' storage ' || a.attstorage::text || ' compression ' || a.attcompression::text
            || ' statistics ' || coalesce(nullif(a.attstattarget, -1)::text, 'default') || ' options ' || coalesce(a.attoptions::text, '')
            || ' acl ' || {Acl("a.attacl", "'c'", "c.relowner")}
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum left join pg_collation l on l.oid = a.attcollation
        where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'S', 'c', 'f') and {OurRelations}
        """,
        $"""
        select 'constraint ' || coalesce(k.conrelid::regclass::text, k.contypid::regtype::text) || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid) || ' valid ' || k.convalidated
        from pg_constraint k join pg_namespace n on n.oid = k.connamespace left join pg_class c on c.oid = k.conrelid
        where {Ours} and not (n.nspname = 'migrations' and coalesce(c.relname, '') like 'ledger%')
        """,
        $"""
        select 'index ' || pg_get_indexdef(x.indexrelid) || ' valid ' || x.indisvalid || ' clustered ' || x.indisclustered || ' replica identity ' || x.indisreplident
        from pg_index x join pg_class c on c.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('i', 'I') and {OurRelations}
        """,
        $"""
        select 'policy ' || p.schemaname || '.' || p.tablename || ' ' || p.policyname || ' ' || p.permissive || ' ' || p.cmd
            || ' to ' || (select string_agg(r, ',' order by r) from unnest(p.roles) r) || ' using ' || coalesce(p.qual, '') || ' check ' || coalesce(p.with_check, '')
        from pg_policies p join pg_namespace n on n.nspname = p.schemaname where {Ours}
        """,
        $"""
        select 'function ' || f.oid::regprocedure || ' ' || case when f.prokind = 'a' then f.prokind::text else pg_get_functiondef(f.oid) end
            || ' owner ' || f.proowner::regrole || ' acl ' || {Acl("f.proacl", "'f'", "f.proowner")}
        from pg_proc f join pg_namespace n on n.oid = f.pronamespace where {Ours}
        """,
        $"""
        select 'trigger ' || pg_get_triggerdef(t.oid) || ' enabled ' || t.tgenabled::text
        from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and {Ours}
        """,
        $"""
        select 'rule ' || pg_get_ruledef(w.oid) || ' enabled ' || w.ev_enabled::text
        from pg_rewrite w join pg_class c on c.oid = w.ev_class join pg_namespace n on n.oid = c.relnamespace where w.rulename <> '_RETURN' and {Ours}
        """,
        $"""
        select 'type ' || n.nspname || '.' || t.typname || ' ' || t.typtype::text || ' ' || format_type(t.typbasetype, t.typtypmod) || ' not null ' || t.typnotnull
            || ' default ' || coalesce(t.typdefault, '') || ' '
            || coalesce((select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid), '') || ' acl ' || {Acl("t.typacl", "'T'", "t.typowner")}
        from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype in ('e', 'd', 'r') and {Ours}
        """,
        $"""
        select 'sequence ' || n.nspname || '.' || c.relname || ' ' || format_type(s.seqtypid, null) || ' ' || s.seqstart || ' ' || s.seqincrement || ' '
            || s.seqmin || ' ' || s.seqmax || ' ' || s.seqcache || ' ' || s.seqcycle
            || ' of ' || coalesce((select d.refobjid::regclass || '.' || d.refobjsubid::text from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'a'), '')
        from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace where {Ours}
        """,
        "select 'inherits ' || i.inhrelid::regclass || ' from ' || i.inhparent::regclass from pg_inherits i",
        "select 'statistics ' || pg_get_statisticsobjdef(s.oid) || coalesce(' target ' || nullif(s.stxstattarget, -1), '') from pg_statistic_ext s",
        "select 'comment on ' || pg_describe_object(d.classoid, d.objoid, d.objsubid) || ': ' || d.description from pg_description d where d.objoid >= 16384 and d.classoid <> 'pg_extension'::regclass",
        "select 'publication ' || p.pubname || ' ' || p.puballtables || ' ' || coalesce((select string_agg(t.schemaname || '.' || t.tablename, ',' order by 1) from pg_publication_tables t where t.pubname = p.pubname), '') from pg_publication p",
        "select 'event trigger ' || e.evtname || ' ' || e.evtevent || ' ' || e.evtfoid::regprocedure || ' ' || e.evtenabled::text from pg_event_trigger e",
        "select 'extension ' || extname || ' ' || extversion from pg_extension",
        "select 'default acl ' || defaclrole::regrole || ' ' || defaclnamespace::regnamespace::text || ' ' || defaclobjtype::text || ' ' || defaclacl::text from pg_default_acl",
        "select 'setting ' || coalesce(setrole::regrole::text, '') || ' ' || setconfig::text from pg_db_role_setting where setdatabase in (0, (select oid from pg_database where datname = current_database()))",
        $"select 'database acl ' || {Acl("b.datacl", "'d'", "b.datdba")} from pg_database b where b.datname = current_database()",
    ];

    private const string RolesSql = """
        select 'role ' || r.rolname || ' login ' || r.rolcanlogin || ' inherit ' || r.rolinherit || ' super ' || r.rolsuper || ' bypassrls ' || r.rolbypassrls
            || ' createdb ' || r.rolcreatedb || ' createrole ' || r.rolcreaterole || ' replication ' || r.rolreplication || ' connections ' || r.rolconnlimit
            || ' member of ' || coalesce((select string_agg(m.roleid::regrole::text, ',' order by m.roleid::regrole::text) from pg_auth_members m where m.member = r.oid), '')
        from pg_roles r where r.rolname not like 'pg\_%'
        """;

    /// <param name="connectionString">The database.</param>
    /// <param name="withRoles">Roles belong to the server: true only where no other database of ours uses it.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(string connectionString, bool withRoles)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return await ReadAsync(connection, withRoles);
    }

    /// <remarks>Names are printed with their schema because the search path is emptied, for as long as the connection or the transaction lives.</remarks>
    public static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlConnection connection, bool withRoles)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("select set_config('search_path', 'pg_catalog', false)") } };
        foreach (var part in withRoles ? [.. Parts, RolesSql] : Parts)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(part));
        }

        var lines = new List<string>();
        await using var reader = await batch.ExecuteReaderAsync();
        while (await reader.NextResultAsync())
        {
            while (await reader.ReadAsync())
            {
                lines.Add(reader.GetString(0));
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>A list of grants without its order, which tells only who granted when; nothing said and the default said aloud are the same.</summary>
    private static string Acl(string column, string kind, string owner) => $"""
        coalesce((select string_agg(acl, ',' order by acl) from (
            select e.grantee::regrole || '=' || string_agg(e.privilege_type || case when e.is_grantable then '*' else '' end, '+' order by e.privilege_type) as acl
            from aclexplode(coalesce({column}, acldefault({kind}, {owner}))) e group by e.grantee) g), '')
        """;
}
