using Npgsql;
using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.Seeding;
using TwinPlatform.Database.Proofs.TenantIsolation;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Platform.Tests.TenantIsolation;

/// <summary>Each table of each service, as the catalogue lists them, against a second tenant and against the other services.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class TenantIsolationTests(IsolationDatabase isolation) : IClassFixture<IsolationDatabase>
{
    /// <summary>
    /// What the cross-tenant roles may do, all of it (docs/adr/0001). A new line here is a new hole in the wall between tenants: it needs a reason there.
    /// </summary>
    private static readonly string[] CrossTenantReach =
    [
        "twin_chat_crosstenant DELETE chat.outbox",
        "twin_chat_crosstenant SELECT chat.outbox",
        "twin_chat_crosstenant UPDATE chat.outbox",
        "twin_governance_crosstenant DELETE governance.outbox",
        "twin_governance_crosstenant SELECT governance.outbox",
        "twin_governance_crosstenant SELECT governance.tenant_api_keys(all_twins, allowed_twin_ids, api_key_id, expires_at, key_sha256, revoked_at, scopes, tenant_id)",
        "twin_governance_crosstenant SELECT governance.tenants(status, tenant_id)",
        "twin_governance_crosstenant UPDATE governance.outbox",
        "twin_knowledge_crosstenant DELETE knowledge.outbox",
        "twin_knowledge_crosstenant SELECT knowledge.jobs(attempt, created_at, job_id, job_type, lease_until, not_before, source_id, started_at, status, tenant_id, twin_id)",
        "twin_knowledge_crosstenant SELECT knowledge.outbox",
        "twin_knowledge_crosstenant UPDATE knowledge.jobs(attempt, lease_token, lease_until, started_at, status)",
        "twin_knowledge_crosstenant UPDATE knowledge.outbox",
        "twin_vectors_crosstenant SELECT vectors.namespaces(index_name, namespace, record_count)",
    ];

    [InfrastructureFact]
    public async Task The_catalogue_says_of_every_table_and_role_what_it_must()
    {
        await using var session = await isolation.OpenAsync();

        Findings.AssertNone(await CatalogueRules.FindingsAsync(session));
    }

    [InfrastructureFact]
    public async Task No_statement_reaches_another_owners_rows_in_any_table()
    {
        await using var session = await isolation.OpenAsync();
        var catalogue = await Catalogue.ReadAsync(session);
        var rows = new RowGenerator(session, catalogue);

        var findings = new List<string>();
        foreach (var table in catalogue.Tables)
        {
            findings.AddRange(await IsolationProbes.FindingsAsync(session, table, rows));
        }

        Findings.AssertNone(findings);
        Assert.True(catalogue.Tables.Select(table => table.Schema).Distinct().Count() >= 5, "The catalogue read no tables of some service.");
    }

    [InfrastructureFact]
    public async Task No_role_of_another_service_touches_any_table()
    {
        await using var session = await isolation.OpenAsync();
        var catalogue = await Catalogue.ReadAsync(session);
        var roles = await session.ReadAsync("select rolname::text from pg_roles where rolname like 'twin\\_%'");

        var findings = new List<string>();
        foreach (var table in catalogue.Tables)
        {
            foreach (var role in roles.Where(role => role != table.Role && role != $"{table.Role}_crosstenant"))
            {
                await session.AsAsync(role, table.Isolation, table.Isolation.Owners[0]);
                foreach (var sql in Touches(table))
                {
                    if (await session.TryAsync(sql) is { Refused: not PostgresErrorCodes.InsufficientPrivilege } outcome)
                    {
                        findings.Add($"{table.FullName}: {role} got {outcome} from: {sql}");
                    }
                }
            }
        }

        Findings.AssertNone(findings);
        Assert.Equal(9, roles.Count);
    }

    [InfrastructureFact]
    public async Task The_cross_tenant_roles_can_do_what_is_listed_and_nothing_else()
    {
        await using var session = await isolation.OpenAsync();

        var reach = await session.ReadAsync("""
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

        Assert.Equal(CrossTenantReach.Order(StringComparer.Ordinal), reach.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Touches(Table table) =>
    [
        $"select from {table.FullName}",
        $"insert into {table.FullName} default values",
        $"update {table.FullName} set {table.Isolation.Column} = {table.Isolation.Column}",
        $"delete from {table.FullName}",
        $"truncate {table.FullName}",
    ];
}
