namespace TwinPlatform.Database.Proofs.Linting.Rules;

/// <summary>Foreign keys and indexes: each is used, valid and there once.</summary>
internal static class KeyRules
{
    public static IReadOnlyList<CatalogueRule> All { get; } =
    [
        new(
            "L22",
            "A foreign key has an index.",
            "Without it each deletion of a parent reads the whole child table, under a lock. Supabase splinter 0001.",
            """
            select k.name, 'foreign key ' || k.conname || ' has no index that begins with (' || array_to_string(k.cols, ', ') || ')'
            from keys k
            where k.kind = 'f' and not exists (
                select from indexes i
                where i.oid = k.oid and i.method = 'btree' and i.cols[1:cardinality(k.cols)] @> k.cols
                  and (i.predicate = '' or i.predicate in (select '(' || col || ' IS NOT NULL)' from unnest(k.cols) col)))
            """),
        new(
            "L23",
            "A foreign key that empties itself leaves the owner of the row alone.",
            "`on delete set null` without columns empties tenant_id too, so that the parent can never be deleted. PostgreSQL 15: SET NULL (column).",
            """
            select name, 'foreign key ' || conname || ' would empty ' || scope || ' as well: name the columns to empty'
            from keys
            where kind = 'f' and on_delete in ('n', 'd') and scope = any(cols) and set_columns is null
            """),
        new(
            "L24",
            "Nothing deletes or changes the rows of an append-only table by a foreign key.",
            "Foreign keys act with the owner's rights: audit rows have to survive the deletion of what they are about.",
            """
            select name, 'foreign key ' || conname || ' reaches into an append-only table: keep the id without the key'
            from keys
            where kind = 'f' and append_only and on_delete in ('c', 'n', 'd')
            """),
        new(
            "L25",
            "No index is there twice.",
            "Each write pays for both. Supabase splinter 0009.",
            """
            select i.name, 'indexes ' || i.indexname || ' and ' || j.indexname || ' are the same'
            from indexes i join indexes j on j.oid = i.oid and i.index < j.index
            where (i.cols, i.included, i.method, i.predicate, i.is_unique, i.options) = (j.cols, j.included, j.method, j.predicate, j.is_unique, j.options)
            """),
        new(
            "L26",
            "No index is the beginning of another.",
            "The longer one answers the same questions, and each write pays for both. PostgreSQL wiki: index maintenance.",
            """
            select i.name, 'index ' || i.indexname || ' is the beginning of ' || j.indexname
            from indexes i join indexes j on j.oid = i.oid and j.index <> i.index
            where not i.is_unique and i.method = 'btree' and j.method = 'btree' and cardinality(i.cols) < cardinality(j.cols) and i.cols = j.cols[1:cardinality(i.cols)]
              and i.included <@ (j.cols || j.included) and i.predicate = j.predicate and j.options like i.options || ' %'
            """),
        new(
            "L27",
            "Every index is valid.",
            "A concurrent build that failed leaves an index that is written and never read. PostgreSQL: CREATE INDEX, building indexes concurrently.",
            "select name, 'index ' || indexname || ' is not valid: drop it and build it again' from indexes where not is_valid"),
        new(
            "L28",
            "Every constraint is validated.",
            "A constraint that is not valid promises nothing about the rows that were there before it. squawk constraint-missing-not-valid: the second half.",
            "select name, 'constraint ' || conname || ' was never validated' from keys where not validated"),
        new(
            "L29",
            "Every index is a B-tree.",
            "Operators of GIN and GiST indexes are not leakproof: under row-level security the planner never uses them (57 ms against 11 ms).",
            "select name, 'index ' || indexname || ' is a ' || method || ' index, which row-level security leaves unused' from indexes where method not in ('btree', 'hash')"),
        new(
            "L30",
            "A primary or unique key is checked at once.",
            "A deferrable key cannot be the target of ON CONFLICT: retries by idempotent inserts fail. PostgreSQL: INSERT, ON CONFLICT.",
            """
            select k.name, 'key ' || k.conname || ' is deferrable'
            from keys k join pg_constraint c on c.oid = k.key
            where k.kind in ('p', 'u') and c.condeferrable
            """),
    ];
}
