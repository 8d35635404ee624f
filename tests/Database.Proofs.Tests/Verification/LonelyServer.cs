using Npgsql;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.Verification;

/// <summary>A server of its own, whose roles nobody else uses: here the way down to zero can be seen to leave nothing, not even a role.</summary>
public sealed class LonelyServer : IAsyncLifetime
{
    /// <summary>The tests that take turns on it.</summary>
    public const string Collection = "lonely server";

    private LocalServers? _server;
    private int _databases;

    /// <summary>A database that nobody has used; one at a time, because they share the roles.</summary>
    public async Task<LonelyDatabase> CreateDatabaseAsync()
    {
        var name = $"lonely_{++_databases}";
        await RunAsync($"create database {name}");
        return new LonelyDatabase(new NpgsqlConnectionStringBuilder(Server) { Database = name, Options = "-c synchronous_commit=off" }.ConnectionString, EndAsync);

        async Task EndAsync()
        {
            await RunAsync($"drop database {name} with (force)");
            await RunAsync("do $$ declare r name; begin for r in select rolname from pg_roles where oid >= 16384 loop execute format('drop role %I', r); end loop; end $$");
        }
    }

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is null)
        {
            _server = await LocalServers.StartAsync(withBroker: false);

            // Nothing here outlives the tests, so nothing waits for a disk.
            await RunAsync("alter system set fsync = off");
            await RunAsync("select pg_reload_conf()");
        }
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private string Server => _server?.OwnerConnectionString ?? throw new InvalidOperationException("There is no server: infrastructure is missing.");

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>The tests that take turns on a lonely server.</summary>
[CollectionDefinition(LonelyServer.Collection)]
public sealed class LonelyServerCollection : ICollectionFixture<LonelyServer>;

/// <summary>One database of a lonely server, gone at the end with all roles.</summary>
public sealed class LonelyDatabase(string connectionString, Func<Task> end) : IAsyncDisposable
{
    public string ConnectionString => connectionString;

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async Task<DateTimeOffset> NowAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return reader.GetFieldValue<DateTimeOffset>(0);
    }

    public async ValueTask DisposeAsync() => await end();
}
