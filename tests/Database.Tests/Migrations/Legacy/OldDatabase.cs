using System.Text.Json;
using Npgsql;

namespace TwinPlatform.Database.Tests.Migrations.Legacy;

/// <summary>
/// The old database of one test, inside a transaction that is never committed: a tenant with two twins and a second tenant with one, a group and a source
/// for a twin of each. The test adds the rows it is about, takes a step, and looks.
/// </summary>
internal sealed class OldDatabase : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private OldDatabase(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    public Guid Tenant { get; } = Guid.CreateVersion7();

    public Guid OtherTenant { get; } = Guid.CreateVersion7();

    public Guid Twin { get; } = Guid.CreateVersion7();

    public Guid SecondTwin { get; } = Guid.CreateVersion7();

    public Guid OtherTenantsTwin { get; } = Guid.CreateVersion7();

    public Guid Group { get; } = Guid.CreateVersion7();

    public Guid OtherTenantsGroup { get; } = Guid.CreateVersion7();

    public Guid Source { get; } = Guid.CreateVersion7();

    public Guid OtherTenantsSource { get; } = Guid.CreateVersion7();

    public static async Task<OldDatabase> OpenAsync(string ownerConnectionString)
    {
        var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync();
        var old = new OldDatabase(connection, await connection.BeginTransactionAsync());
        await old.AddAsync("tenants", new { id = old.Tenant, name = "one" }, new { id = old.OtherTenant, name = "two" });
        await old.AddAsync(
            "twins",
            new { id = old.Twin, tenant_id = old.Tenant, name = "first", is_verified = false, verification_status = "unverified" },
            new { id = old.SecondTwin, tenant_id = old.Tenant, name = "second", is_verified = false, verification_status = "unverified" },
            new { id = old.OtherTenantsTwin, tenant_id = old.OtherTenant, name = "other", is_verified = false, verification_status = "unverified" });
        await old.AddAsync("access_groups", new { id = old.Group, twin_id = old.Twin }, new { id = old.OtherTenantsGroup, twin_id = old.OtherTenantsTwin });
        await old.AddAsync("sources", new { id = old.Source, twin_id = old.Twin }, new { id = old.OtherTenantsSource, twin_id = old.OtherTenantsTwin });
        return old;
    }

    /// <summary>Adds rows to a table of the old system. A column that a row does not name is null; a row without an id gets one.</summary>
    public async Task AddAsync(string table, params object[] rows)
    {
        foreach (var row in rows)
        {
            await using var insert = new NpgsqlCommand(
                $"insert into legacy.{table} select * from jsonb_populate_record(null::legacy.{table}, jsonb_build_object('id', gen_random_uuid()) || $1::jsonb)", _connection, _transaction)
            {
                Parameters = { new() { Value = JsonSerializer.Serialize(row) } },
            };
            await insert.ExecuteNonQueryAsync();
        }
    }

    public Task UpAsync(int step) => RunAsync(Migration.Chain()[step - 1].Up);

    public Task DownAsync(int step) => RunAsync(Migration.Chain()[step - 1].Down);

    public async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection, _transaction);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The rows of a query, each as one line: its values as the server prints them, nulls left out.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection, _transaction) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Where(column => !reader.IsDBNull(column)).Select(reader.GetString)));
        }

        return lines;
    }

    /// <summary>What the step recorded about one row, as <c>reason</c>; a row that was held back whole is marked so.</summary>
    public Task<IReadOnlyList<string>> RecordsAsync(Guid id) =>
        ReadAsync($"select case when placed then reason else reason || ' (held back)' end from legacy.quarantined_rows where row_key = '{id}' order by 1");

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
