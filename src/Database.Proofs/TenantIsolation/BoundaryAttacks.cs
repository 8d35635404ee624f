namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>The borders between services: every role against everything that is not its own, and what a service's views and functions show of other tenants.</summary>
internal static class BoundaryAttacks
{
    private const string Across = "_crosstenant";

    /// <summary>Another service's schema, the old shapes, the ledger: no role of a service has any business there.</summary>
    public static IEnumerable<Attack> AsAnotherService(IReadOnlyList<Surrounding> surroundings, IReadOnlyList<string> roles) =>
        from thing in surroundings
        from role in roles
        where role != $"twin_{thing.Schema}" && role != $"twin_{thing.Schema}{Across}"
        from touch in thing.Touches()
        select new Attack(
            thing.Name,
            $"{touch.Probe} by another service",
            Identity.Of(role, Isolation.Of(thing.Schema), Isolation.Of(thing.Schema).Victim, "as the tenant itself"),
            touch.Sql,
            Judge.Refused);

    /// <summary>The roles that look across tenants reach what is declared, column by column, and are refused all else in their own schema.</summary>
    public static IEnumerable<Attack> AsCrossTenantRole(IReadOnlyList<Surrounding> surroundings, IReadOnlyList<string> roles)
    {
        foreach (var thing in surroundings.Where(thing => thing.Kind is 'r' or 'p' && roles.Contains($"twin_{thing.Schema}{Across}")))
        {
            var role = $"twin_{thing.Schema}{Across}";
            foreach (var column in thing.Columns)
            {
                yield return Attack($"select {column} from {thing.Name}", "SELECT", column);
                yield return Attack($"update {thing.Name} set {column} = default", "UPDATE", column);
                yield return Attack($"insert into {thing.Name} ({column}) values (default)", "INSERT", column);
            }

            yield return Attack($"delete from {thing.Name}", "DELETE", null);
            yield return Attack($"truncate {thing.Name}", "TRUNCATE", null);

            Attack Attack(string sql, string privilege, string? column)
            {
                var declared = Declared.MayAcross(role, privilege, thing.Name, column);
                return new Attack(
                    thing.Name,
                    $"{privilege.ToLowerInvariant()} across tenants",
                    new Identity(role, "app.tenant_id", "", $"cross-tenant, {column ?? "all columns"}"),
                    sql,
                    declared ? Judge.Allowed : Judge.Refused);
            }
        }
    }

    /// <summary>
    /// What a service's own views and functions show a second tenant: nothing that names the first. A function is called with nulls, as an invoker would who
    /// hopes for everything.
    /// </summary>
    public static IEnumerable<Attack> ThroughViewsAndFunctions(IReadOnlyList<Surrounding> surroundings, IReadOnlyList<string> roles) =>
        from thing in surroundings
        where thing.Kind is 'v' or 'm' or 'F' && roles.Contains($"twin_{thing.Schema}")
        let isolation = Isolation.Of(thing.Schema)
        let source = thing.Kind == 'F' ? thing.Call[(thing.Call.IndexOf(' ', StringComparison.Ordinal) + 1)..] : thing.Name
        select new Attack(
            thing.Name,
            thing.Kind == 'F' ? "call that shows another's row" : "view that shows another's row",
            Identity.Of($"twin_{thing.Schema}", isolation, isolation.Attacker, "second tenant"),
            $"select from {source} as shown where shown::text like '%{isolation.Victim}%'",
            Judge.NothingOrError);
}
