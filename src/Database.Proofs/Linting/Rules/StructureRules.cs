namespace TwinPlatform.Database.Proofs.Linting.Rules;

/// <summary>What kinds of things there are, where they are, and what they are called.</summary>
internal static class StructureRules
{
    public static IReadOnlyList<CatalogueRule> All { get; } =
    [
        new(
            "L46",
            "Every table, view and sequence is in a service's schema, or in one that only the owner sees.",
            "What belongs to no service is covered by no proof.",
            $"""
            select n.nspname || '.' || c.relname, 'is in no service''s schema'
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', {CatalogueWords.OwnersSchemas})
              and n.oid not in (select namespace from service) and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
            """),
        new(
            "L47",
            "No materialized view and no foreign table.",
            "Neither knows row-level security: they hand out every tenant's rows. Supabase splinter 0016, 0017.",
            "select name, case kind when 'm' then 'is a materialized view' else 'is a foreign table' end from relations where kind in ('m', 'f')"),
        new(
            "L48",
            "Every table is logged.",
            "An unlogged table is empty after a crash, and on a replica. PostgreSQL: CREATE TABLE.",
            "select name, 'is unlogged' from relations where persistence = 'u' and kind in ('r', 'S')"),
        new(
            "L49",
            "No trigger is disabled.",
            "A switched-off trigger looks exactly like one that works.",
            """
            select t.name, 'trigger ' || g.tgname || ' is not enabled for every session'
            from tables t join pg_trigger g on g.tgrelid = t.oid
            where g.tgenabled not in ('O', 'A')
            """),
        new(
            "L50",
            "No rewrite rule on a table.",
            "Rules multiply volatile calls and return no counts. PostgreSQL wiki: Don't do this.",
            "select t.name, 'has the rewrite rule ' || w.rulename from tables t join pg_rewrite w on w.ev_class = t.oid"),
        new(
            "L51",
            "A sequence belongs to a column.",
            "A sequence of its own stays behind when the table goes, and is shared by all tenants: what it has counted tells of others.",
            """
            select r.name, 'is a sequence of no column'
            from relations r
            where r.kind = 'S' and not exists (select from pg_depend d where d.objid = r.oid and d.deptype in ('a', 'i') and d.refobjsubid > 0)
            """),
        new(
            "L52",
            "A name is lower-case words with underscores between them.",
            "Any other name has to be quoted for ever. PostgreSQL wiki: Don't do this.",
            """
            select name, 'the name ' || part || ' needs quotes'
            from (select name, relname as part from relations union all select c.table, col from columns c
                union all select k.name, conname from keys k union all select p.name, policy from policies p) named
            where part !~ '^[a-z][a-z0-9_]*$'
            """),
        new(
            "L53",
            "No name is a word of SQL.",
            "It works until somebody writes it without quotes. PostgreSQL: SQL key words.",
            """
            select name, 'the name ' || part || ' is reserved in SQL'
            from (select name, relname as part from relations union all select c.table, col from columns c) named
            where part in (select word from pg_get_keywords() where catcode in ('R', 'T'))
            """),
        new(
            "L54",
            "No name has been cut off.",
            "PostgreSQL cuts names after 63 bytes without an error, and two long names become one. PostgreSQL: identifiers.",
            """
            select name, 'the name ' || part || ' has 63 bytes: it was probably cut off'
            from (select r.name, c.relname::text as part from relations r join pg_class c on c.oid = r.oid union all select c.table, col from columns c
                union all select k.name, conname from keys k union all select i.name, indexname from indexes i) named
            where octet_length(part) >= 63
            """),
        new(
            "L55",
            "No extension lives in a service's schema.",
            "Its functions come with rights for everybody, and dropping the schema drops it for all. Supabase splinter 0014.",
            "select s.schema, 'holds the extension ' || e.extname from pg_extension e join service s on s.namespace = e.extnamespace"),
        new(
            "L83",
            "Nothing is published or subscribed to.",
            "A publication carries rows past every policy to whoever may replicate. PostgreSQL: logical replication, security.",
            """
            select 'publication ' || pubname, 'carries rows out of the database' from pg_publication
            union all
            select 'subscription ' || subname, 'carries rows into the database'
            from pg_subscription where subdbid = (select oid from pg_database where datname = current_database())
            """),
        new(
            "L84",
            "No event trigger.",
            "It runs with the rights of whoever changes the schema: in the middle of our migrations, as their owner. PostgreSQL: event triggers.",
            "select 'event trigger ' || evtname, 'runs inside of every migration' from pg_event_trigger"),
    ];
}
