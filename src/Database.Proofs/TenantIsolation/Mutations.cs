namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>Every way to break the wall that we could think of. Add the next one here; the proof fails until something notices it.</summary>
internal static class Mutations
{
    public static IEnumerable<Mutation> Of(IReadOnlyList<Prey> prey, ILookup<string, Policy> policies, IReadOnlyList<string> roles)
    {
        var most = policies.Max(table => table.Count());
        return [
            .. Enumerable.Range(0, most).SelectMany(number => OfPolicies([.. policies.Where(table => table.Count() > number).Select(table => table.ElementAt(number))], prey, number)),
            .. OfTables(prey),
            .. OfKeys(prey),
            .. OfGrants(prey, roles),
            .. OfSchemas([.. prey.DistinctBy(one => one.Table.Schema)], roles),
        ];
    }

    /// <summary>A table may have a policy for each command: the first of each table is broken, then the second of each that has one, and so on.</summary>
    private static IEnumerable<Mutation> OfPolicies(IReadOnlyList<Policy> policies, IReadOnlyList<Prey> prey, int number)
    {
        var which = number == 0 ? "policy" : $"policy {number + 1}";
        var tables = prey.ToDictionary(one => one.Table.FullName, one => one.Table);
        yield return Each($"{which} dropped", policies, policy => $"drop policy {policy.Name} on {policy.Table}");
        yield return Each($"{which} opened", policies, policy => $"alter policy {policy.Name} on {policy.Table} {policy.Condition} (true)");
        yield return Each($"{which} for everybody", policies, policy => $"alter policy {policy.Name} on {policy.Table} to public");
        yield return Each($"{which} for another role", policies, policy => $"create policy stray on {policy.Table} for {policy.For} to {Other(tables[policy.Table].Schema)} {policy.Condition} (true)");
        yield return Each($"{which} that checks nothing", [.. policies.Where(policy => policy.Checks)], policy => $"alter policy {policy.Name} on {policy.Table} with check (true)");
        yield return Each($"{which} without check", [.. policies.Where(policy => policy.Command is '*' or 'w')], policy =>
            $"drop policy {policy.Name} on {policy.Table}; "
            + $"create policy {policy.Name} on {policy.Table} for {policy.For} to {tables[policy.Table].Role} using ({tables[policy.Table].Isolation.PolicyForm})");

        Mutation Each(string name, IReadOnlyList<Policy> where, Func<Policy, string> sql) => new(name, [.. where.Select(policy => new Fault(policy.Table, sql(policy)))]);
    }

    private static IEnumerable<Mutation> OfTables(IReadOnlyList<Prey> prey)
    {
        yield return Each("row-level security disabled", one => $"alter table {one.Table.FullName} disable row level security");
        yield return Each("row-level security not forced", one => $"alter table {one.Table.FullName} no force row level security");
        yield return Each("a second, wide policy", one => $"create policy wide on {one.Table.FullName} to {one.Table.Role} using ({one.Table.Isolation.Column} is not null)");
        yield return Each("a policy open to all", one => $"create policy open_to_all on {one.Table.FullName} using (true) with check (true)");
        yield return Each("owned by the service", one => $"alter table {one.Table.FullName} owner to {one.Table.Role}; alter table {one.Table.FullName} no force row level security");
        yield return Each("no default owner of a row", one => $"alter table {one.Table.FullName} alter column {one.Table.Isolation.Column} drop default");
        yield return Each("a row may have no owner", one => $"""
            create table {one.Table.FullName}_ownerless (like {one.Table.FullName} including defaults);
            alter table {one.Table.FullName}_ownerless alter column {one.Table.Isolation.Column} drop not null
            """, one => one.Table.FullName + "_ownerless");
        yield return Each("a view with its owner's eyes", one => $"create view {one.Table.FullName}_leak as select * from {one.Table.FullName}; grant select on {one.Table.FullName}_leak to {one.Table.Role}", one => one.Table.FullName + "_leak");
        yield return Each("a copy in a materialized view", one => $"create materialized view {one.Table.FullName}_copy as select * from {one.Table.FullName}", one => one.Table.FullName + "_copy");
        yield return Each("a function with its owner's eyes", one => $"""
            create function {one.Table.FullName}_leak() returns setof {one.Table.FullName} language sql security definer set search_path = '' as 'select * from {one.Table.FullName}'
            """, one => one.Table.FullName + "_leak");

        Mutation Each(string name, Func<Prey, string> sql, Func<Prey, string>? where = null) =>
            new(name, [.. prey.Select(one => new Fault(where?.Invoke(one) ?? one.Table.FullName, sql(one)))]);
    }

    private static IEnumerable<Mutation> OfKeys(IReadOnlyList<Prey> prey)
    {
        yield return new Mutation("unique key without the owner of the row", [
            .. from one in prey
               let column = one.Table.Columns.Zip(one.VictimRow, one.AttackerRow).FirstOrDefault(pair => pair.Second != pair.Third && pair.First.Name != one.Table.Isolation.Column).First
               where column is not null
               select new Fault(one.Table.FullName, $"create unique index on {one.Table.FullName} ({column.Name})")]);
        yield return new Mutation("foreign key without the owner of the row", [
            .. from one in prey
               from key in one.Table.ForeignKeys.Where(one.TellsApart)
               let pairs = key.Columns.Zip(key.TargetColumns).Where(pair => pair.First != one.Table.Isolation.Column).ToList()
               let columns = string.Join(", ", pairs.Select(pair => pair.First))
               let targets = string.Join(", ", pairs.Select(pair => pair.Second))
               select new Fault(one.Table.FullName, $"""
                   create unique index on {key.Target} ({targets});
                   alter table {one.Table.FullName} drop constraint {key.Name};
                   alter table {one.Table.FullName} add constraint {key.Name} foreign key ({columns}) references {key.Target} ({targets})
                   """)]);
    }

    private static IEnumerable<Mutation> OfGrants(IReadOnlyList<Prey> prey, IReadOnlyList<string> roles)
    {
        yield return Each("truncate granted", one => $"grant truncate on {one.Table.FullName} to {one.Table.Role}");
        yield return Each("granted to everybody", one => $"grant select on {one.Table.FullName} to public");
        yield return Each("granted to another service", one => $"grant usage on schema {one.Table.Schema} to {Other(one.Table.Schema)}; grant select on {one.Table.FullName} to {Other(one.Table.Schema)}");
        yield return Each("may be granted on", one => $"grant select on {one.Table.FullName} to {one.Table.Role} with grant option");
        yield return new Mutation("more reach across tenants", [
            .. from one in prey
               let role = $"{one.Table.Role}_crosstenant"
               where roles.Contains(role) && !Declared.MayAcross(role, "INSERT", one.Table.FullName, null)
               select new Fault(one.Table.FullName, $"grant insert on {one.Table.FullName} to {role}")]) { AtTheBorder = true };

        Mutation Each(string name, Func<Prey, string> sql) => new(name, [.. prey.Select(one => new Fault(one.Table.FullName, sql(one)))]) { AtTheBorder = true };
    }

    private static IEnumerable<Mutation> OfSchemas(IReadOnlyList<Prey> prey, IReadOnlyList<string> roles)
    {
        yield return Each("role with bypassrls", one => $"alter role {one.Table.Role} bypassrls");
        yield return Each("role that is superuser", one => $"alter role {one.Table.Role} superuser");
        yield return Each("role that makes roles", one => $"alter role {one.Table.Role} createrole");
        yield return Each("role that inherits", one => $"alter role {one.Table.Role} inherit");
        yield return Each("role that reads all data", one => $"grant pg_read_all_data to {one.Table.Role}");
        yield return Each("role of another service", one => $"grant {Other(one.Table.Schema)}_crosstenant to {one.Table.Role}");
        yield return new Mutation("cross-tenant role that logs in", [
            .. from one in prey where roles.Contains($"{one.Table.Role}_crosstenant") select new Fault(one.Table.Schema, $"alter role {one.Table.Role}_crosstenant login")]);
        yield return Each("a table without an owner of rows", one => $"create table {one.Table.Schema}.forgetful (id uuid primary key); grant select on {one.Table.Schema}.forgetful to {one.Table.Role}");
        yield return Each("a function without a search path", one => $"create function {one.Table.Schema}.bold() returns integer language sql security definer as 'select 1'");
        yield return new Mutation("a table in nobody's schema", [new Fault("public", "create table public.homeless (tenant_id uuid primary key); grant select on public.homeless to public")]);

        Mutation Each(string name, Func<Prey, string> sql) => new(name, [.. prey.Select(one => new Fault(one.Table.Schema, sql(one)))]);
    }

    /// <summary>The login role of some other service.</summary>
    private static string Other(string schema) => schema == "chat" ? "twin_metrics" : "twin_chat";
}
