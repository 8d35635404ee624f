namespace TwinPlatform.Database.Proofs.Linting.Rules;

/// <summary>Who may do what: a service in its schema, a cross-tenant role on its columns, nobody else anywhere.</summary>
internal static class GrantRules
{
    public static IReadOnlyList<CatalogueRule> All { get; } =
    [
        new(
            "L72",
            "A service's tables, views and sequences are for the roles of its schema only.",
            "Another service's data comes by gRPC or by event; the database refuses the short cut.",
            """
            select name, grantee_name || ' has ' || privilege || coalesce(' on ' || col, '')
            from grants
            where grantee is distinct from role and grantee is distinct from narrow
            """),
        new(
            "L73",
            "No right can be passed on.",
            "What a service may grant is out of the chain's hands. PostgreSQL: GRANT.",
            "select name, grantee_name || ' may pass ' || privilege || ' on' from grants where grantable"),
        new(
            "L74",
            "A role reads and writes rows, and has no other right on a table.",
            "TRUNCATE looks past policies, REFERENCES tells whether a row exists, TRIGGER runs code as the next writer. PostgreSQL: row security policies.",
            """
            select name, grantee_name || ' has ' || privilege
            from grants
            where kind in ('r', 'p', 'v') and privilege not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
            """),
        new(
            "L75",
            "A cross-tenant role reads columns, not tables.",
            "It sees every tenant: what it does not need it must not see. Only the outbox, whose rows it sends, is its own whole.",
            """
            select name, grantee_name || ' reads the whole table: grant the columns it needs'
            from grants
            where grantee = narrow and privilege = 'SELECT' and col is null and relname <> 'outbox'
            """),
        new(
            "L76",
            "A cross-tenant role inserts nothing, and changes named columns only.",
            "A row is made by somebody, for somebody: as the tenant. Only the outbox, whose rows it delays, is its own whole.",
            """
            select name, grantee_name || ' has ' || privilege || case when privilege = 'UPDATE' then ' on the whole table' else '' end
            from grants
            where grantee = narrow and kind in ('r', 'p') and (privilege = 'INSERT' or (privilege = 'UPDATE' and col is null and relname <> 'outbox'))
            """),
        new(
            "L77",
            "An append-only table is only ever appended to.",
            "An audit row that can be changed proves nothing. CloudTrail, immudb: records are added and never touched.",
            """
            select g.name, g.grantee_name || ' has ' || g.privilege || ' on an append-only table'
            from grants g join tables t on t.oid = g.oid
            where t.append_only and g.privilege in ('UPDATE', 'DELETE', 'TRUNCATE')
            """),
        new(
            "L78",
            "A sequence is counted, not set.",
            "UPDATE on a sequence is setval: ids come twice.",
            "select name, grantee_name || ' may set the sequence' from grants where kind = 'S' and privilege = 'UPDATE'"),
        new(
            "L79",
            "A schema is used by its own roles, and nobody but its owner makes things in it.",
            "Who may create may put a function or table before the one that was meant. CVE-2018-1058.",
            """
            select s.schema, coalesce(g.rolname::text, 'everybody') || ' has ' || x.privilege_type || ' on the schema'
            from service s cross join lateral aclexplode(s.nspacl) x left join pg_roles g on g.oid = x.grantee
            where x.grantee <> s.nspowner and (x.privilege_type <> 'USAGE' or x.is_grantable or (x.grantee is distinct from s.role and x.grantee is distinct from s.narrow))
            """),
        new(
            "L80",
            "The schema public is nobody's.",
            "Everybody's schema is where a planted function waits. CVE-2018-1058.",
            """
            select 'public', coalesce(g.rolname::text, 'everybody') || ' has ' || x.privilege_type || ' on the schema'
            from pg_namespace n cross join lateral aclexplode(n.nspacl) x left join pg_roles g on g.oid = x.grantee
            where n.nspname = 'public' and (x.grantee = 0 or g.rolname like 'twin\_%')
            """),
        new(
            "L81",
            "No default privileges.",
            "They grant on tables that nobody has written yet. PostgreSQL: ALTER DEFAULT PRIVILEGES.",
            """
            select coalesce(n.nspname::text, 'every schema'), 'default privileges give ' || x.privilege_type || ' on what comes to ' || coalesce(g.rolname::text, 'everybody')
            from pg_default_acl d cross join lateral aclexplode(d.defaclacl) x
            left join pg_namespace n on n.oid = d.defaclnamespace left join pg_roles g on g.oid = x.grantee
            where x.grantee <> d.defaclrole
            """),
        new(
            "L82",
            "In the old shapes and in the ledger, nobody but the owner has any right.",
            "The old rows carry no policies: they are safe because nobody can look.",
            $"""
            select place, coalesce(g.rolname::text, 'everybody') || ' has ' || x.privilege_type
            from (
                select n.nspname::text as place, n.nspowner as owner, n.nspacl as acl from pg_namespace n where n.nspname in ({CatalogueWords.OwnersSchemas})
                union all
                select c.oid::regclass::text, c.relowner, c.relacl from pg_class c where c.relnamespace::regnamespace::text in ({CatalogueWords.OwnersSchemas})
                union all
                select a.attrelid::regclass || '.' || a.attname, c.relowner, a.attacl
                from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace::regnamespace::text in ({CatalogueWords.OwnersSchemas})
                union all
                select p.oid::regprocedure::text, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
                from pg_proc p where p.pronamespace::regnamespace::text in ({CatalogueWords.OwnersSchemas})) o
            cross join lateral aclexplode(o.acl) x left join pg_roles g on g.oid = x.grantee
            where x.grantee <> o.owner
            """),
        new(
            "L85",
            "No role of ours makes schemas.",
            "Whoever may create in the database has a place of its own for functions that others then find. CVE-2018-1058.",
            """
            select 'database', coalesce(g.rolname::text, 'everybody') || ' has CREATE on it'
            from pg_database d cross join lateral aclexplode(d.datacl) x left join pg_roles g on g.oid = x.grantee
            where d.datname = current_database() and x.privilege_type = 'CREATE' and (x.grantee = 0 or g.rolname like 'twin\_%')
            """),
        new(
            "L86",
            "No role of ours sets the server's parameters.",
            "With session_replication_role a service switches foreign keys and triggers off. PostgreSQL 15: GRANT ON PARAMETER.",
            """
            select coalesce(g.rolname::text, 'everybody'), 'may ' || x.privilege_type || ' the parameter ' || p.parname
            from pg_parameter_acl p cross join lateral aclexplode(p.paracl) x left join pg_roles g on g.oid = x.grantee
            where x.grantee = 0 or g.rolname like 'twin\_%'
            """),
    ];
}
