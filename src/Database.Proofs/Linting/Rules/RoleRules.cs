namespace TwinPlatform.Database.Proofs.Linting.Rules;

/// <summary>Login roles that can do nothing but log in, and narrow roles that cannot even do that.</summary>
internal static class RoleRules
{
    public static IReadOnlyList<CatalogueRule> All { get; } =
    [
        new(
            "L64",
            "No role of ours is a superuser or passes by row-level security.",
            "Then every policy is decoration. AWS: multi-tenant data isolation with row-level security.",
            "select name, 'is a superuser or has BYPASSRLS' from roles where rolsuper or rolbypassrls"),
        new(
            "L65",
            "No role of ours makes roles or databases, or replicates.",
            "CREATEROLE in PostgreSQL 15 can grant itself almost any role; replication reads everything. PostgreSQL: role attributes.",
            "select name, 'has CREATEROLE, CREATEDB or REPLICATION' from roles where rolcreaterole or rolcreatedb or rolreplication"),
        new(
            "L66",
            "No role of ours inherits.",
            "An inheriting service would be its cross-tenant role in every statement.",
            "select name, 'inherits the rights of roles it is a member of' from roles where rolinherit"),
        new(
            "L67",
            "A cross-tenant role does not log in.",
            "It is put on for one transaction, by one class of the service.",
            "select name, 'is a cross-tenant role and may log in' from roles where name like '%\\_crosstenant' and rolcanlogin"),
        new(
            "L68",
            "A role is a member of nothing but its own cross-tenant role.",
            "pg_read_all_data and the like are membership; ADMIN OPTION passes membership on.",
            """
            select m.name, 'is a member of ' || g.rolname || case when a.admin_option then ' with ADMIN OPTION' else '' end
            from pg_auth_members a join roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid
            where g.rolname <> m.name || '_crosstenant' or a.admin_option
            """),
        new(
            "L69",
            "A role of ours owns nothing.",
            "An owner may switch its own policies off, grant, and drop.",
            """
            select r.name, 'owns ' || pg_describe_object(d.classid, d.objid, 0)
            from pg_shdepend d join roles r on r.oid = d.refobjid
            where d.refclassid = 'pg_authid'::regclass and d.deptype = 'o' and d.dbid in (0, (select oid from pg_database where datname = current_database()))
            """),
        new(
            "L70",
            "Everything in a schema belongs to the schema's owner.",
            "Another owner's default rights and policies are another's, and `drop schema` fails on the day it is needed.",
            """
            select name, 'is owned by ' || pg_get_userbyid(relowner) || ', its schema by ' || pg_get_userbyid(nspowner)
            from relations
            where relowner <> nspowner and kind <> 'i'
            """),
        new(
            "L71",
            "No role and no database carries a setting that says who is asking.",
            "With app.tenant_id as a default, a forgotten tenant is not an error but that tenant.",
            """
            select coalesce(r.rolname::text, 'every role'), 'has the setting ' || c || ' in ' || coalesce(b.datname::text, 'every database')
            from pg_db_role_setting s cross join lateral unnest(s.setconfig) c
            left join pg_roles r on r.oid = s.setrole left join pg_database b on b.oid = s.setdatabase
            where (c ~* '^(app\.|session_replication_role=|role=)') and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
            """),
    ];
}
