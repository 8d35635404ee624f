using Npgsql;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Platform.Tests.Migrations.Verification;

/// <summary>A server of its own, whose roles nobody else uses: here the way down to zero can be seen to leave nothing, not even a role.</summary>
public sealed class LonelyServer : IAsyncLifetime
{
    private LocalServers? _server;
    private int _databases;

    /// <summary>A database nobody has used; roles are gone when the chain of the one before went down to zero.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"lonely_{Interlocked.Increment(ref _databases)}";
        await RunAsync($"create database {name}");
        return new NpgsqlConnectionStringBuilder(Server) { Database = name, Options = "-c synchronous_commit=off" }.ConnectionString;
    }

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is null)
        {
            _server = await LocalServers.StartAsync(withBroker: false);
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
