namespace TwinPlatform.Database.Proofs.Linting.Rules;

/// <summary>Views and functions: whatever runs with somebody else's rights.</summary>
internal static class RoutineRules
{
    public static IReadOnlyList<CatalogueRule> All { get; } =
    [
        new(
            "L56",
            "A view runs with the rights of who asks.",
            "Otherwise it reads as the schemas' owner, past every policy. Supabase splinter 0010; PostgreSQL 15: security_invoker.",
            """
            select name, 'a view without security_invoker sees past the policies'
            from relations
            where kind = 'v' and not coalesce(reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)
            """),
        new(
            "L57",
            "A view reads the tables of its own schema only.",
            "It would be a read of another service's data under another name.",
            """
            select distinct v.name, 'reads ' || d.refobjid::regclass || ' of another schema'
            from relations v join pg_rewrite w on w.ev_class = v.oid
            join pg_depend d on d.objid = w.oid and d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid <> v.oid
            join pg_class c on c.oid = d.refobjid
            where v.kind = 'v' and c.relnamespace <> v.namespace
            """),
        new(
            "L58",
            "A security definer function fixes its search path.",
            "Otherwise the caller chooses which tables and operators it meets, with the owner's rights. Supabase splinter 0011; PostgreSQL: CREATE FUNCTION.",
            """
            select name, 'is security definer without a fixed search_path'
            from routines
            where definer and not exists (select from unnest(settings) s where s like 'search\_path=%')
            """),
        new(
            "L59",
            "A fixed search path names no schema that others can write to.",
            "public and pg_temp come before what was meant. PostgreSQL: writing SECURITY DEFINER functions safely.",
            """
            select name, 'looks things up in a schema that others can write to: ' || s
            from routines cross join lateral unnest(settings) s
            where s like 'search\_path=%' and (s ~ '\mpublic\M|\$user' or s ~ 'pg_temp.*,')
            """),
        new(
            "L60",
            "A security definer function is for named roles.",
            "PUBLIC may execute every function until that is revoked. Supabase splinter 0028, 0029.",
            """
            select name, 'is security definer and everybody may execute it'
            from routines
            where definer and exists (select from aclexplode(acl) x where x.grantee = 0 and x.privilege_type = 'EXECUTE')
            """),
        new(
            "L61",
            "A function is for the roles of its schema.",
            "Another service would reach in by a back door.",
            """
            select r.name, 'may be executed by ' || g.rolname
            from routines r cross join lateral aclexplode(r.acl) x join pg_roles g on g.oid = x.grantee
            where x.grantee <> r.proowner and x.grantee is distinct from r.role and x.grantee is distinct from r.narrow
            """),
        new(
            "L62",
            "No function calls itself leakproof.",
            "A leakproof function is called on rows before the policy has hidden them. PostgreSQL: rules and privileges.",
            "select name, 'is declared leakproof' from routines where leakproof"),
        new(
            "L63",
            "Functions are written in trusted languages.",
            "C and untrusted languages act on the server's files as its user. PostgreSQL: CREATE LANGUAGE.",
            "select r.name, 'is written in ' || l.lanname from routines r join pg_language l on l.oid = r.language where not l.lanpltrusted"),
    ];
}
