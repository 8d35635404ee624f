namespace TwinPlatform.Database.Proofs.Linting.Rules;

/// <summary>Whose a row is: a column that is always there and fills itself, at the head of every key.</summary>
internal static class TenancyRules
{
    public static IReadOnlyList<CatalogueRule> All { get; } =
    [
        new(
            "L11",
            "Every table says whose its rows are.",
            "A row without an owner cannot be kept from anyone. AWS: multi-tenant data isolation with row-level security.",
            "select name, 'has no column ' || scope from tables t where not exists (select from columns c where c.oid = t.oid and c.col = t.scope)"),
        new(
            "L12",
            "The owner of a row has the type that policies compare it with.",
            "A cast in the policy keeps it from being an index condition.",
            """
            select t.name, t.scope || ' is ' || c.type || ', not ' || t.scope_type
            from tables t join columns c on c.oid = t.oid and c.col = t.scope
            where c.type <> t.scope_type
            """),
        new(
            "L13",
            "The owner of a row is never null.",
            "A row of nobody passes no policy: it can be neither seen nor erased.",
            "select c.table, c.scope || ' may be null' from columns c where c.col = c.scope and not c.required"),
        new(
            "L14",
            "The owner of a row comes from the transaction, and a forgotten one is an error.",
            "SQL never names the tenant. A default that forgives a missing setting would file rows under nobody.",
            """
            select t.name, 'the default of ' || t.scope || ' is not ' || t.scope_default
            from tables t join columns c on c.oid = t.oid and c.col = t.scope
            where c.default_value is distinct from t.scope_default
            """),
        new(
            "L15",
            "Every table has a primary key.",
            "Without one a row cannot be named, replicated or found again. Supabase splinter 0004.",
            "select name, 'has no primary key' from tables t where not exists (select from keys k where k.oid = t.oid and k.kind = 'p')"),
        new(
            "L16",
            "A primary key begins with the owner of the row.",
            "Unique checks look past policies: with a global key one tenant learns that another's id exists, or takes it away.",
            "select name, 'primary key ' || indexname || ' does not begin with ' || scope from indexes where is_primary and cols[1] <> scope"),
        new(
            "L17",
            "A unique index begins with the owner of the row.",
            "Unique checks look past policies: a refused insert tells what another tenant has.",
            "select name, 'index ' || indexname || ' is unique across owners of rows' from indexes where is_unique and not is_primary and cols[1] <> scope"),
        new(
            "L18",
            "A foreign key begins with the owner of the row on both sides.",
            "Foreign keys look past policies: tenant B attached a row to tenant A's conversation.",
            """
            select k.name, 'foreign key ' || conname || ' does not begin with ' || scope
            from keys k
            where kind = 'f' and (cols[1] <> scope or target_cols[1] <> scope)
            """),
        new(
            "L19",
            "A foreign key stays within its schema.",
            "Another service's row comes by gRPC or by event; a key across schemas ties two services' deployments and deletions together.",
            """
            select k.name, 'foreign key ' || k.conname || ' leaves its schema for ' || k.target::regclass
            from keys k join pg_class c on c.oid = k.target
            where k.kind = 'f' and c.relnamespace <> k.schema::regnamespace
            """),
        new(
            "L20",
            "An index begins with the owner of the row, unless a cross-tenant role works on the table.",
            "Every statement of a service has the tenant as its first condition; an index without it is read for all tenants or not at all.",
            """
            select i.name, 'index ' || i.indexname || ' does not begin with ' || i.scope
            from indexes i
            where not i.is_unique and i.cols[1] <> i.scope and not exists (select from policies p where p.oid = i.oid and i.narrow = any(p.policy_roles))
            """),
        new(
            "L21",
            "No table inherits from another.",
            "A child has its own policies, or none, and keys do not reach across. PostgreSQL wiki: Don't do this.",
            """
            select t.name, 'inherits from ' || h.inhparent::regclass
            from tables t join pg_inherits h on h.inhrelid = t.oid join pg_class c on c.oid = h.inhparent
            where c.relkind = 'r'
            """),
    ];
}
