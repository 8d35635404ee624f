using TwinPlatform.Database.Proofs.TenantIsolation;

namespace TwinPlatform.Database.Proofs.Linting;

/// <summary>
/// The words in which catalogue rules are written: named queries over pg_catalog that say what a service, a table, a column, a key, an index, a policy, a grant
/// and a routine is. Every name that they carry is ready to be printed.
/// </summary>
/// <remarks>
/// A service is a schema with a login role <c>twin_&lt;schema&gt;</c>; a schema that holds the old system's shapes is none, whoever may log in to read it.
/// <c>scope</c> is the column that says whose a row is: the tenant, and in the vector store the namespace.
/// </remarks>
internal static class CatalogueWords
{
    /// <summary>Schemas of the chain that no service works in: only the owner may even look at them.</summary>
    public const string OwnersSchemas = "'legacy', 'legacy_shadow', 'migrations'";

    public static readonly string Sql = $"""
        with service as (
            select r.oid as role, r.rolname::text as rolname, n.oid as namespace, n.nspname::text as schema, n.nspowner, n.nspacl,
                to_regrole(r.rolname || '_crosstenant')::oid as narrow
            from pg_roles r join pg_namespace n on r.rolname = 'twin_' || n.nspname
            where r.rolcanlogin and n.nspname not in ({OwnersSchemas})
        ),
        roles as (select r.*, rolname::text as name from pg_roles r where rolname like 'twin\_%'),
        relations as (
            select c.oid, s.schema || '.' || c.relname as name, c.relname::text as relname, c.relkind::text as kind, c.relowner, c.relacl, c.reloptions,
                c.relpersistence::text as persistence, c.relrowsecurity, c.relforcerowsecurity, s.schema, s.namespace, s.nspowner, s.role, s.rolname, s.narrow
            from pg_class c join service s on s.namespace = c.relnamespace
        ),
        tables as (
            select r.*, {Scope(isolation => isolation.Column)} as scope, {Scope(isolation => isolation.ColumnDefault)} as scope_default,
                {Scope(isolation => isolation.PolicyForm)} as scope_policy, case r.schema when 'vectors' then 'text' else 'uuid' end as scope_type,
                r.relname in ('audit_logs', 'erasure_certificates', 'answer_receipts') or coalesce(obj_description(r.oid, 'pg_class') ~* 'append-only', false) as append_only
            from relations r
            where r.kind in ('r', 'p')
        ),
        columns as (
            select t.oid, t.name as table, t.name || '.' || a.attname as name, t.schema, t.scope, a.attnum, a.attname::text as col, a.atttypid,
                format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required, a.attidentity::text as identity,
                pg_get_expr(d.adbin, d.adrelid) as default_value
            from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        ),
        keys as (
            select t.oid, t.name, t.schema, t.scope, t.append_only, k.oid as key, k.conname::text as conname, k.contype::text as kind, k.convalidated as validated,
                k.confrelid as target, k.confdeltype::text as on_delete, k.confdelsetcols as set_columns,
                array(
                    select a.attname::text from unnest(k.conkey) with ordinality x(num, place)
                    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.num order by place) as cols,
                array(
                    select a.attname::text from unnest(k.confkey) with ordinality x(num, place)
                    join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.num order by place) as target_cols
            from tables t join pg_constraint k on k.conrelid = t.oid
        ),
        indexes as (
            select t.oid, t.name, t.schema, t.scope, t.narrow, i.oid as index, i.relname::text as indexname, x.indisunique as is_unique, x.indisprimary as is_primary,
                x.indisvalid and x.indisready as is_valid, m.amname::text as method, coalesce(pg_get_expr(x.indpred, x.indrelid), '') as predicate,
                array(select pg_get_indexdef(i.oid, k, true) from generate_series(1, x.indnkeyatts) k) as cols,
                array(select pg_get_indexdef(i.oid, k, true) from generate_series(x.indnkeyatts + 1, x.indnatts) k) as included, x.indoption::text as options
            from tables t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid join pg_am m on m.oid = i.relam
        ),
        policies as (
            select t.*, p.polname::text as policy, p.polcmd::text as command, p.polpermissive as permissive, p.polroles as policy_roles,
                using_form, check_form, concat_ws(' ', using_form, check_form) as conditions
            from tables t join pg_policy p on p.polrelid = t.oid
            cross join lateral (select pg_get_expr(p.polqual, p.polrelid) as using_form, pg_get_expr(p.polwithcheck, p.polrelid) as check_form offset 0) form
        ),
        grants as (
            select r.oid, r.name, r.relname, r.kind, r.role, r.narrow, x.col, x.grantee, coalesce(g.rolname, 'everybody')::text as grantee_name,
                x.privilege_type::text as privilege, x.is_grantable as grantable
            from relations r
            cross join lateral (
                select null::text as col, acl.* from aclexplode(r.relacl) acl
                union all select a.attname::text, acl.* from pg_attribute a cross join lateral aclexplode(a.attacl) acl where a.attrelid = r.oid) x
            left join pg_roles g on g.oid = x.grantee
            where x.grantee <> r.relowner
        ),
        routines as (
            select p.oid, s.schema, s.schema || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name, p.prosecdef as definer,
                p.proleakproof as leakproof, p.proconfig as settings, p.prolang as language, s.role, s.narrow, p.proowner,
                coalesce(p.proacl, acldefault('f', p.proowner)) as acl
            from pg_proc p join service s on s.namespace = p.pronamespace
        )
        """;

    private static string Scope(Func<Isolation, string> what) =>
        $"case r.schema when 'vectors' then $a${what(Isolation.ByNamespace)}$a$ else $a${what(Isolation.ByTenant)}$a$ end";
}
