using Npgsql;
using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Tests.Migrations.Legacy;

/// <summary>
/// Each structural step over rows of every awkward shape that the facts about the old system list, and back: the catalogue and every row are what they were.
/// </summary>
[Collection(InfrastructureCollection.Name)]
public sealed class LegacyWayBackTests(TestInfrastructure infrastructure)
{
    /// <summary>Every shape in every combination with known and unknown twins; ids repeat across tables, as they did.</summary>
    private const string AwkwardRowsSql = """
        create temporary table shape as
        select row_number() over () as number, shape::jsonb as value
        from unnest(array[null, 'null', '{}', '[]', '"*.a.com"', '""', '1e40', 'false', '[null]', '[["a"]]', '["https://a.com", "b.org"]', '{"specialization": ["x"], "n": 1.10}']) as shape;
        create temporary table awkward as
        select ('00000000-0000-4000-8000-' || lpad((number * 10 + twin)::text, 12, '0'))::uuid as id, value, number, twin,
               case twin when 1 then null else ('00000000-0000-4000-8000-' || lpad(twin::text, 12, '0'))::uuid end as twin_id
        from shape cross join generate_series(1, 4) as twin;
        insert into legacy.tenants (id) values ('00000000-0000-4000-8000-000000000009');
        insert into legacy.twins (id, tenant_id, settings, is_verified, specialization, specialization_id, created_at)
        select coalesce(case when number = 1 then twin_id end, id), '00000000-0000-4000-8000-000000000009', value, number % 2 = 0,
               (array['legal', ' Vanilla', null, ''])[twin], (array['Medical', null, 'x', ''])[1 + number % 4], '-infinity'
        from awkward;
        insert into legacy.twin_api_keys (id, twin_id, key_hash, allowed_domains, expires_at)
        select id, twin_id, '$2b$12$' || md5(id::text) || repeat('x', 21), value, 'infinity' from awkward;
        insert into legacy.tenant_api_keys (id, tenant_id, key_hash, allowed_twin_ids, allowed_domains, scopes)
        select id, '00000000-0000-4000-8000-000000000009', '$2b$12$' || md5(number::text) || repeat('x', 21), array[twin_id, null], '{{a,b},{c,null}}', '{{a,b},{c,null}}' from awkward;
        insert into legacy.jobs (id, twin_id, status, metadata, updated_at) select id, twin_id, 'queued', value, '-infinity' from awkward where twin < 4;
        insert into legacy.training_jobs (id, twin_id, status, metadata, priority) select id, twin_id, E'\U0001D11E ''"', value, null from awkward where twin > 1;
        insert into legacy.twin_verifications (id, twin_id, status, score, source_id, details) select id, twin_id, 'PASS', 'NaN', 'verified_1', value from awkward;
        insert into legacy.twin_verification (id, twin_id, status, metadata) select id, twin_id, (array['verified', 'rejected', null])[1 + number % 3], value from awkward;
        insert into legacy.memory_events (id, twin_id, event_type, payload) select id, twin_id, 'owner_memory_write', value from awkward;
        insert into legacy.escalations (id) select id from awkward;
        """;

    private const string TablesSql = "select schemaname || '.' || tablename from pg_tables where schemaname in ('legacy', 'legacy_shadow') order by 1";

    [InfrastructureTheory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task A_step_over_awkward_rows_is_taken_back_to_the_bit(int step)
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        await RunnerTo(database, LegacyBaseline.Version).UpAsync(CancellationToken.None);
        await using (var connection = await OpenAsync(database))
        {
            await using var seed = new NpgsqlCommand(AwkwardRowsSql, connection);
            await seed.ExecuteNonQueryAsync();
        }

        await RunnerTo(database, step - 1).UpAsync(CancellationToken.None);
        var (catalogue, rows) = (await CatalogueAsync(database), await RowsAsync(database));

        await RunnerTo(database, step).UpAsync(CancellationToken.None);
        Assert.NotEqual(catalogue, await CatalogueAsync(database));
        await RunnerTo(database, step).DownAsync(step - 1, CancellationToken.None);

        Assert.Equal(catalogue, await CatalogueAsync(database));
        Assert.Equal(rows, await RowsAsync(database));
        await RunnerTo(database, step).UpAsync(CancellationToken.None);
    }

    [InfrastructureFact]
    public async Task No_service_and_no_passer_by_may_enter_the_old_schemas()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure);

        var open = await ReadAsync(database, """
            select n.nspname || ' is open to ' || r.rolname
            from pg_namespace n cross join pg_roles r
            where n.nspname in ('legacy', 'legacy_shadow') and not r.rolsuper and r.rolname not like 'pg\_%' and has_schema_privilege(r.oid, n.oid, 'usage')
            union all
            select c.relname || ' has no forced row-level security, or has a policy'
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('legacy', 'legacy_shadow') and c.relkind = 'r'
            and (not c.relrowsecurity or not c.relforcerowsecurity or exists (select from pg_policy p where p.polrelid = c.oid))
            """);

        Assert.Empty(open);
        Assert.True((await ReadAsync(database, TablesSql)).Count > 50, "The old schemas are not there.");
    }

    private static MigrationRunner RunnerTo(TestDatabase database, int version) => new(database.OwnerConnectionString, [.. Migration.Chain().Take(version)], _ => { });

    private static Task<IReadOnlyList<string>> CatalogueAsync(TestDatabase database) => CatalogueFingerprint.ReadAsync(database.OwnerConnectionString, withRoles: false);

    private static async Task<IReadOnlyList<string>> RowsAsync(TestDatabase database)
    {
        var rows = new List<string>();
        foreach (var table in await ReadAsync(database, TablesSql))
        {
            rows.AddRange(await ReadAsync(database, $"select '{table} ' || to_jsonb(t)::text from {table} t order by 1"));
        }

        return rows;
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(TestDatabase database, string sql)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }

    private static async Task<NpgsqlConnection> OpenAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
