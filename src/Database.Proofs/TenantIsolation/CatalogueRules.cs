using TwinPlatform.Database.Proofs.Catalogues;
namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>What the catalogue must say of every service table and role, whatever the statements of today do. A finding names its table or role first.</summary>
internal static class CatalogueRules
{
    /// <summary>Found by hash before the tenant is known; 256 random bits cannot meet, so nobody learns of another tenant by a collision.</summary>
    private const string KeyFoundBeforeTheTenant = "governance.tenant_api_keys_key_sha256";

    private const string Services = "select rolname, substr(rolname, 6) as schema from pg_roles where rolname like 'twin\\_%' and rolcanlogin";

    private const string Tables = $"""
        select c.oid, c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.relacl, n.nspname || '.' || c.relname as name, n.nspname as schema
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname in (select schema from ({Services}) s)
        """;

    private static string ScopeOf(Func<Isolation, string> what) =>
        $"case t.schema when 'vectors' then $a${what(Isolation.ByNamespace)}$a$ else $a${what(Isolation.ByTenant)}$a$ end";

    /// <summary>One finding per row; the first word is the table or the role.</summary>
    private static readonly string[] Rules =
    [
        $"""
        select n.nspname || '.' || c.relname || ': is in no service''s schema'
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'm', 'f') and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'migrations')
          and (c.relkind in ('m', 'f') or n.nspname not in (select schema from ({Services}) s))
        """,
        $"""
        select t.name || ': has no column ' || {ScopeOf(isolation => isolation.Column)} || ', or it may be null, or its default is not the asking one'
        from ({Tables}) t
        where not exists (
            select from pg_attribute a join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = t.oid and a.attnotnull and a.attname = {ScopeOf(isolation => isolation.Column)}
              and pg_get_expr(d.adbin, d.adrelid) = {ScopeOf(isolation => isolation.ColumnDefault)})
        """,
        $"select t.name || ': row-level security is not enabled' from ({Tables}) t where not t.relrowsecurity",
        $"select t.name || ': row-level security is not forced' from ({Tables}) t where not t.relforcerowsecurity",
        $"""
        select t.name || ': no policy lets twin_' || t.schema || ' ' || c.command
        from ({Tables}) t cross join (values ('select', 'r'), ('insert', 'a'), ('update', 'w'), ('delete', 'd')) c(command, code)
        where not exists (
            select from pg_policy p
            where p.polrelid = t.oid and p.polpermissive and p.polcmd::text in ('*', c.code) and to_regrole('twin_' || t.schema)::oid = any(p.polroles))
        """,
        $"""
        select t.name || ': policy ' || p.polname || ' is not in the one safe form'
        from ({Tables}) t join pg_policy p on p.polrelid = t.oid
        where to_regrole('twin_' || t.schema)::oid = any(p.polroles)
          and ((p.polcmd <> 'a' and pg_get_expr(p.polqual, p.polrelid) is distinct from {ScopeOf(isolation => isolation.PolicyForm)})
            or (p.polcmd not in ('r', 'd') and pg_get_expr(p.polwithcheck, p.polrelid) is distinct from {ScopeOf(isolation => isolation.PolicyForm)}))
        """,
        $"""
        select t.name || ': policy ' || p.polname || ' is open to others than the schema''s own roles'
        from ({Tables}) t join pg_policy p on p.polrelid = t.oid
        where exists (
            select from unnest(p.polroles) r
            where r is distinct from to_regrole('twin_' || t.schema)::oid and r is distinct from to_regrole('twin_' || t.schema || '_crosstenant')::oid)
        """,
        $"select t.name || ': is owned by ' || r.rolname from ({Tables}) t join pg_roles r on r.oid = t.relowner where r.rolname like 'twin\\_%' or not r.rolsuper",
        $"""
        select t.name || ': ' || coalesce(g.rolname, 'everybody') || ' has ' || x.privilege_type
        from ({Tables}) t
        cross join lateral (
            select * from aclexplode(t.relacl)
            union all select (aclexplode(a.attacl)).* from pg_attribute a where a.attrelid = t.oid and a.attacl is not null) x
        left join pg_roles g on g.oid = x.grantee
        where x.grantee <> t.relowner
          and (g.rolname is null or g.rolname not in ('twin_' || t.schema, 'twin_' || t.schema || '_crosstenant') or x.is_grantable
            or x.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))
        """,
        $"""
        select t.name || ': index ' || i.relname || ' is unique across owners of rows'
        from ({Tables}) t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
        left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
        where x.indisunique and a.attname is distinct from {ScopeOf(isolation => isolation.Column)} and t.schema || '.' || i.relname <> '{KeyFoundBeforeTheTenant}'
        """,
        $"""
        select t.name || ': foreign key ' || k.conname || ' does not begin with the owner of the row'
        from ({Tables}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
        join pg_attribute here on here.attrelid = k.conrelid and here.attnum = k.conkey[1]
        join pg_attribute there on there.attrelid = k.confrelid and there.attnum = k.confkey[1]
        where here.attname <> {ScopeOf(isolation => isolation.Column)} or there.attname <> {ScopeOf(isolation => isolation.Column)}
        """,
        $"""
        select t.name || ': foreign key ' || k.conname || ' leaves its schema'
        from ({Tables}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' join pg_class r on r.oid = k.confrelid
        where r.relnamespace <> t.schema::regnamespace
        """,
        $"""
        select n.nspname || '.' || c.relname || ': a view without security_invoker sees past the policies'
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'v' and n.nspname in (select schema from ({Services}) s)
          and not coalesce('security_invoker=true' = any(c.reloptions) or 'security_invoker=on' = any(c.reloptions), false)
        """,
        $"""
        select n.nspname || '.' || f.proname || ': a security definer function without a fixed search_path'
        from pg_proc f join pg_namespace n on n.oid = f.pronamespace
        where f.prosecdef and n.nspname in (select schema from ({Services}) s)
          and not exists (select from unnest(f.proconfig) c where c like 'search\_path=%')
        """,
        """
        select rolname || ': may do more than log in as itself'
        from pg_roles
        where rolname like 'twin\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit)
        """,
        """
        select rolname || ': a cross-tenant role logs in' from pg_roles where rolname like 'twin\_%\_crosstenant' and rolcanlogin
        """,
        """
        select m.rolname || ': is a member of ' || g.rolname
        from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid
        where m.rolname like 'twin\_%' and (g.rolname <> m.rolname || '_crosstenant' or a.admin_option)
        """,
    ];

    public static async Task<IReadOnlyList<string>> FindingsAsync(Session session)
    {
        await session.AsOwnerAsync();
        var findings = new List<string>();
        foreach (var rule in Rules)
        {
            findings.AddRange(await session.ReadAsync(rule));
        }

        return findings;
    }
}
