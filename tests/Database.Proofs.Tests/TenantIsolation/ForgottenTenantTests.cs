using Npgsql;
using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.TenantIsolation;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.TenantIsolation;

/// <summary>A statement that forgets whose it is, under a service's own login: on a fresh connection, and on one that served a tenant a moment ago.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class ForgottenTenantTests(IsolationDatabase isolation) : IClassFixture<IsolationDatabase>
{
    [InfrastructureTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sees_and_changes_nothing_in_any_table(bool reusedConnection)
    {
        var findings = new List<string>();
        foreach (var schema in isolation.Proof.Prey.Select(prey => prey.Table).GroupBy(table => table.Schema))
        {
            await using var source = isolation.Database.SourceOf($"twin_{schema.Key}", login => login.MaxPoolSize = 1);
            if (reusedConnection)
            {
                await ServeAsync(source, schema.First().Isolation);
            }

            foreach (var table in schema)
            {
                await ExpectNothingAsync(source, table, $"select from {table.FullName}", findings);
                await ExpectNothingAsync(source, table, $"update {table.FullName} set {table.Isolation.Column} = {table.Isolation.Column}", findings);
                await ExpectNothingAsync(source, table, $"delete from {table.FullName}", findings);
            }
        }

        Findings.AssertNone(findings);
    }

    [InfrastructureTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cannot_insert_anything(bool reusedConnection)
    {
        await using var source = isolation.Database.SourceOf("twin_governance", login => login.MaxPoolSize = 1);
        if (reusedConnection)
        {
            await ServeAsync(source, Isolation.ByTenant);
        }

        await using var insert = source.CreateCommand("insert into governance.tenants (name) values ('forgotten')");

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => insert.ExecuteNonQueryAsync());

        // Never seen there: the setting does not exist. Seen there and gone: it is empty, which is no UUID.
        Assert.Equal(reusedConnection ? PostgresErrorCodes.InvalidTextRepresentation : PostgresErrorCodes.UndefinedObject, refusal.SqlState);
    }

    private static async Task ServeAsync(NpgsqlDataSource source, Isolation isolation)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var set = new NpgsqlCommand($"select set_config('{isolation.Setting}', '{isolation.SettingOf(isolation.Owners[0])}', true)", connection);
        await set.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    private static async Task ExpectNothingAsync(NpgsqlDataSource source, Table table, string sql, List<string> findings)
    {
        await using var command = source.CreateCommand(sql);
        try
        {
            await using var reader = await command.ExecuteReaderAsync();
            if (await reader.ReadAsync() || reader.RecordsAffected > 0)
            {
                findings.Add($"{table.FullName}: reached rows without a tenant by: {sql}");
            }
        }
        catch (PostgresException refusal) when (refusal.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
        }
    }
}
