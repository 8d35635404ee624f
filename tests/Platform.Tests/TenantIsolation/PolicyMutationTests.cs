using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.Seeding;
using TwinPlatform.Database.Proofs.TenantIsolation;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Platform.Tests.TenantIsolation;

/// <summary>
/// The isolation suite is seen to fail: each table is broken in each way in a transaction, the suite names it, and the transaction is rolled back.
/// </summary>
[Collection(InfrastructureCollection.Name)]
public sealed class PolicyMutationTests(IsolationDatabase isolation) : IClassFixture<IsolationDatabase>
{
    [InfrastructureTheory]
    [InlineData("drop policy {policy} on {table}")]
    [InlineData("alter policy {policy} on {table} using (true)")]
    [InlineData("alter policy {policy} on {table} with check (true)")]
    [InlineData("alter table {table} disable row level security")]
    [InlineData("alter role {role} bypassrls")]
    [InlineData("alter role {role} superuser")]
    [InlineData("create policy open_to_all on {table} using (true) with check (true)")]
    [InlineData("create policy wide on {table} for select to {role} using ({column} is not null)")]
    [InlineData("alter table {table} owner to {role}; alter table {table} no force row level security")]
    public Task Broken_behaviour_is_caught_by_probing_each_table(string mutation) => EachTableAsync(mutation, IsolationProbes.FindingsAsync, except: IsOutbox);

    [InfrastructureTheory]
    [InlineData("drop policy {policy} on {table}")]
    [InlineData("alter policy {policy} on {table} using (true)")]
    [InlineData("alter policy {policy} on {table} with check (true)")]
    [InlineData("drop policy {policy} on {table}; create policy {policy} on {table} to {role} using {form}")]
    [InlineData("alter table {table} disable row level security")]
    [InlineData("alter table {table} no force row level security")]
    [InlineData("create policy wide on {table} for select to {role} using ({column} is not null)")]
    [InlineData("create policy open_to_all on {table} for select using (true)")]
    [InlineData("alter table {table} owner to {role}")]
    [InlineData("grant truncate on {table} to {role}")]
    [InlineData("grant select on {table} to public")]
    [InlineData("alter table {table} alter column {column} drop default")]
    [InlineData("alter table {table} add column global_id uuid default gen_random_uuid(); create unique index on {table} (global_id)")]
    [InlineData("alter table {table} rename column {column} to owner_of_row")]
    public Task A_broken_table_is_caught_by_the_catalogue(string mutation) => EachTableAsync(mutation, (session, _, _) => CatalogueRules.FindingsAsync(session));

    [InfrastructureTheory]
    [InlineData("alter role {role} bypassrls")]
    [InlineData("alter role {role} superuser")]
    [InlineData("alter role {role} createrole")]
    [InlineData("alter role {role} inherit")]
    [InlineData("grant pg_read_all_data to {role}")]
    [InlineData("alter role twin_chat_crosstenant login")]
    [InlineData("create table {schema}.forgetful (id uuid primary key)")]
    [InlineData("create table public.homeless (tenant_id uuid primary key)")]
    [InlineData("create materialized view {schema}.copied as select * from {table}")]
    [InlineData("create view {schema}.leaky as select * from {table}")]
    [InlineData("create function {schema}.bold() returns integer language sql security definer as 'select 1'")]
    [InlineData("create table {schema}.stray ({column} {type} not null, id uuid primary key references governance.twins (twin_id))", "42830")]
    public async Task A_broken_role_or_schema_is_caught_by_the_catalogue(string mutation, string? refused = null)
    {
        await using var session = await isolation.OpenAsync();
        var catalogue = await Catalogue.ReadAsync(session);
        foreach (var table in catalogue.Tables.DistinctBy(table => table.Schema))
        {
            await session.RunAsync("savepoint whole");
            var outcome = await session.TryAsync(await FillAsync(session, mutation, table), keep: true);
            Assert.Equal(refused, outcome.Refused);

            // What PostgreSQL itself refuses needs no rule of ours: no key without the tenant can be referred to.
            Assert.True(refused is not null || (await CatalogueRules.FindingsAsync(session)).Count > 0, $"{table.Schema}: nobody noticed: {mutation}");
            await session.RunAsync("reset role; rollback to savepoint whole");
        }
    }

    private static bool IsOutbox(Table table) => table.Name == "outbox";

    private static async Task<string> FillAsync(Session session, string mutation, Table table)
    {
        var policies = await session.ReadAsync(
            $"select polname::text from pg_policy where polrelid = '{table.FullName}'::regclass and '{table.Role}'::regrole::oid = any(polroles)");
        var type = table.Columns.Single(column => column.Name == table.Isolation.Column).Type;
        return mutation
            .Replace("{table}", table.FullName, StringComparison.Ordinal)
            .Replace("{schema}", table.Schema, StringComparison.Ordinal)
            .Replace("{role}", table.Role, StringComparison.Ordinal)
            .Replace("{column}", table.Isolation.Column, StringComparison.Ordinal)
            .Replace("{type}", type, StringComparison.Ordinal)
            .Replace("{form}", table.Isolation.PolicyForm, StringComparison.Ordinal)
            .Replace("{policy}", policies.Single(), StringComparison.Ordinal);
    }

    private async Task EachTableAsync(
        string mutation, Func<Session, Table, RowGenerator, Task<IReadOnlyList<string>>> suite, Func<Table, bool>? except = null)
    {
        await using var session = await isolation.OpenAsync();
        var catalogue = await Catalogue.ReadAsync(session);
        var unnoticed = new List<string>();
        foreach (var table in catalogue.Tables.Where(table => except?.Invoke(table) is not true))
        {
            await session.RunAsync("savepoint whole");
            await session.RunAsync(await FillAsync(session, mutation, table));
            var findings = await suite(session, table, new RowGenerator(session, catalogue));
            if (!findings.Any(finding => finding.StartsWith(table.FullName + ":", StringComparison.Ordinal)))
            {
                unnoticed.Add(table.FullName);
            }

            await session.RunAsync("reset role; rollback to savepoint whole");
        }

        Findings.AssertNone(unnoticed);
    }
}
