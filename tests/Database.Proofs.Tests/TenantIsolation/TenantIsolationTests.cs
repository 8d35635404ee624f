using TwinPlatform.Database.Proofs.TenantIsolation;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.TenantIsolation;

/// <summary>Each table, view, function and sequence, as the catalogue lists them, against a second tenant, against nobody and against the other services.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class TenantIsolationTests(IsolationDatabase isolation) : IClassFixture<IsolationDatabase>
{
    [InfrastructureFact]
    public async Task No_attack_finds_a_hole() => Findings.AssertNone([.. (await isolation.Proof.AttackAsync()).Select(hole => hole.ToString())]);

    [InfrastructureFact]
    public async Task Copying_reaches_ones_own_rows_only() => Findings.AssertNone(
        [.. (await CopyAttacks.FireAsync(isolation.Database.OwnerConnectionString, isolation.Proof.Prey, CancellationToken.None)).Select(hole => hole.ToString())]);

    [InfrastructureFact]
    public void Every_service_and_every_command_is_attacked()
    {
        Assert.Equal(["chat", "governance", "knowledge", "metrics", "vectors"], isolation.Proof.Prey.Select(prey => prey.Table.Schema).Distinct().Order());

        var attacked = isolation.Proof.Attacks.Select(attack => attack.Sql.Split(' ')[0]).ToHashSet();
        Assert.Superset(new HashSet<string> { "select", "insert", "update", "delete", "merge", "truncate", "lock", "call" }, attacked);
        Assert.Superset(new HashSet<string> { "second tenant", "no tenant", "malformed tenant" }, isolation.Proof.Attacks.Select(attack => attack.As.Words).ToHashSet());
    }

    [InfrastructureTheory]
    [InlineData("legacy.")]
    [InlineData("migrations.ledger")]
    public void What_belongs_to_no_service_is_attacked_by_all(string name) =>
        Assert.Equal(10, isolation.Proof.Attacks.Where(attack => attack.Subject.StartsWith(name, StringComparison.Ordinal)).Select(attack => attack.As.Role).Distinct().Count());

    /// <summary>The declaration is the grants, no more and no less: docs/adr/0001 gives the reason of each.</summary>
    [InfrastructureFact]
    public async Task The_cross_tenant_roles_can_do_what_is_declared_and_nothing_else()
    {
        var reach = await isolation.Session.ReadAsync("""
            select g.rolname || ' ' || x.privilege_type || ' ' || n.nspname || '.' || c.relname
                || coalesce('(' || string_agg(x.attname, ', ' order by x.attname) || ')', '')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            cross join lateral (
                select e.grantee, e.privilege_type, null::text as attname from aclexplode(c.relacl) e
                union all
                select e.grantee, e.privilege_type, a.attname::text from pg_attribute a cross join aclexplode(a.attacl) e where a.attrelid = c.oid and a.attacl is not null) x
            join pg_roles g on g.oid = x.grantee
            where g.rolname like 'twin\_%\_crosstenant'
            group by g.rolname, x.privilege_type, n.nspname, c.relname
            """);

        Assert.Equal(Declared.CrossTenantReach.Order(StringComparer.Ordinal), reach.Order(StringComparer.Ordinal));
    }
}
