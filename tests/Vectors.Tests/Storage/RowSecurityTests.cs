using Npgsql;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;
using static TwinPlatform.Vectors.Tests.Hosting.IndexClient;

namespace TwinPlatform.Vectors.Tests.Storage;

/// <summary>The database keeps namespaces apart by itself, whatever the store forgets.</summary>
[Collection(StoreCollection.Name)]
public sealed class RowSecurityTests(StoreFixture fixture) : IAsyncLifetime
{
    private readonly IndexClient _index = new(fixture.Store);

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is null)
            await _index.UpsertAsync(Sparse("a", (1, 1)));
    }

    [InfrastructureTheory]
    [InlineData("vectors.records")]
    [InlineData("vectors.namespaces")]
    public async Task Without_a_namespace_nothing_is_seen_and_with_it_only_its_own(string table)
    {
        await using var source = fixture.Database.SourceOf("twin_vectors");
        await using var connection = await source.OpenConnectionAsync();

        Assert.Equal(0, await ScalarAsync<long>(connection, $"select count(*) from {table}"));
        await ScalarAsync<string>(connection, $"select set_config('app.namespace', '={_index.Namespace}', false)");
        Assert.Equal(1, await ScalarAsync<long>(connection, $"select count(*) from {table}"));
        Assert.Equal(0, await ScalarAsync<long>(connection, $"select count(*) from {table} where namespace <> '{_index.Namespace}'"));
        await ScalarAsync<string>(connection, "select set_config('app.namespace', '', false)");
        Assert.Equal(0, await ScalarAsync<long>(connection, $"select count(*) from {table}"));
    }

    [InfrastructureFact]
    public async Task A_row_cannot_be_written_into_another_namespace()
    {
        await using var source = fixture.Database.SourceOf("twin_vectors");
        await using var connection = await source.OpenConnectionAsync();
        await ScalarAsync<string>(connection, "select set_config('app.namespace', '=elsewhere', false)");

        var insert = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync<string>(
            connection, $"insert into vectors.namespaces (namespace, index_name, lsn, record_count) values ('{_index.Namespace}', 'other', 1, 0)"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, insert.SqlState);
        Assert.Equal(0, await ScalarAsync<long>(connection, "with gone as (delete from vectors.namespaces returning 1) select count(*) from gone"));
    }

    [InfrastructureFact]
    public async Task The_role_across_namespaces_counts_them_and_reads_no_record()
    {
        await using var source = fixture.Database.SourceOf("twin_vectors");
        await using var connection = await source.OpenConnectionAsync();
        await ScalarAsync<string>(connection, "select set_config('role', 'twin_vectors_crosstenant', false)");

        Assert.True(await ScalarAsync<long>(connection, "select count(namespace) from vectors.namespaces") > 0);
        var read = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync<long>(connection, "select count(id) from vectors.records"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, read.SqlState);
        await ScalarAsync<string>(connection, "select set_config('role', 'none', false)");
    }

    public Task DisposeAsync()
    {
        _index.Dispose();
        return Task.CompletedTask;
    }

    private static async Task<T?> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T?)await command.ExecuteScalarAsync();
    }
}
