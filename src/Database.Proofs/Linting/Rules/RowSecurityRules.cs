namespace TwinPlatform.Database.Proofs.Linting.Rules;

/// <summary>Row-level security: on, forced, for every command, in one form that is known to be safe and fast.</summary>
internal static class RowSecurityRules
{
    public static IReadOnlyList<CatalogueRule> All { get; } =
    [
        new(
            "L01",
            "Row-level security is enabled on every table.",
            "Without it policies are decoration and every tenant's rows are read. Supabase splinter 0013.",
            "select name, 'row-level security is not enabled' from tables where not relrowsecurity"),
        new(
            "L02",
            "Row-level security is forced on every table.",
            "The owner passes by policies that are not forced, and so does every security definer function of the owner's. PostgreSQL: ALTER TABLE.",
            "select name, 'row-level security is not forced' from tables where not relforcerowsecurity"),
        new(
            "L03",
            "Every table has a policy of its service's role for each command.",
            "A command without a policy sees no rows: the service fails silently, and someone opens the table to mend it. Supabase splinter 0008.",
            """
            select t.name, 'no policy lets ' || t.rolname || ' ' || c.command
            from tables t cross join (values ('select', 'r'), ('insert', 'a'), ('update', 'w'), ('delete', 'd')) c(command, code)
            where not exists (select from policies p where p.oid = t.oid and p.permissive and p.command in ('*', c.code) and t.role = any(p.policy_roles))
            """),
        new(
            "L04",
            "A service's policy has the one safe form, to read and to write.",
            "Any other form is a form that nobody has attacked: a wider condition, or a check left out, lets a row be read or given away.",
            """
            select name, 'policy ' || policy || ' is not in the one safe form: ' || scope_policy
            from policies
            where role = any(policy_roles)
              and ((command <> 'a' and using_form is distinct from scope_policy) or (command not in ('r', 'd') and check_form is distinct from scope_policy))
            """),
        new(
            "L05",
            "A policy is for the roles of its own schema only.",
            "PUBLIC is every role of the server, also those that come later. Supabase: row-level security, 'TO role'.",
            """
            select name, 'policy ' || policy || ' is open to others than the roles of its schema'
            from policies
            where exists (select from unnest(policy_roles) r where r is distinct from role and r is distinct from narrow)
            """),
        new(
            "L06",
            "No policy but a cross-tenant role's is always true.",
            "`or true` is how a policy is switched off for a moment and stays off; splinter 0024 sees the plain form only.",
            """
            select name, 'policy ' || policy || ' is always true for others than ' || rolname || '_crosstenant'
            from policies
            where (conditions ~* '(^|\s)true($|\s)' or conditions ~* '\mor\M\s+\(*(true\M|1 = 1)' or conditions ~* '\((true|1 = 1)\)*\s+or\M')
              and exists (select from unnest(policy_roles) r where r is distinct from narrow)
            """),
        new(
            "L07",
            "A policy asks for the setting once per statement, in a sub-select.",
            "Asked once per row, a list of fifty rows costs a multiple. Supabase splinter 0003.",
            """
            select name, 'policy ' || policy || ' calls current_setting for each row: wrap it in (select …)'
            from policies
            where regexp_replace(conditions, '\( SELECT .*? AS [^)]*\)', '', 'g') ~ 'current_(setting|user)|session_user'
            """),
        new(
            "L08",
            "No policy calls a volatile function.",
            "A volatile condition cannot be an index condition: measured at 0.003 of the speed.",
            """
            select distinct p.name, 'policy ' || p.policy || ' calls the volatile function ' || f.proname
            from policies p cross join lateral regexp_matches(p.conditions, '(\w+)\(', 'g') called join pg_proc f on f.proname = called[1]
            where f.provolatile = 'v' and (f.pronamespace = 'pg_catalog'::regnamespace or f.pronamespace in (select namespace from service))
            """),
        new(
            "L09",
            "No policy reads a table.",
            "EXISTS in a policy runs for each row, under the other table's own policies. Supabase: row-level security performance; measured at 0.003 of the speed.",
            "select name, 'policy ' || policy || ' reads a table' from policies where conditions ~* '\\mfrom\\M'"),
        new(
            "L10",
            "A role has at most one permissive policy for a command.",
            "Permissive policies are joined with OR: the second one can only open, and both are evaluated. Supabase splinter 0006.",
            """
            select p.name, 'policies ' || p.policy || ' and ' || q.policy || ' both permit the same command to the same role'
            from policies p join policies q on q.oid = p.oid and p.policy < q.policy
            where p.permissive and q.permissive and (p.command = q.command or '*' in (p.command, q.command)) and p.policy_roles && q.policy_roles
            """),
    ];
}
