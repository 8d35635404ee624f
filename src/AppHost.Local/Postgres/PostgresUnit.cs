using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Npgsql;
using TwinPlatform.AppHost.Local.Processes;
using TwinPlatform.AppHost.Local.Running;

namespace TwinPlatform.AppHost.Local.Postgres;

/// <summary>A PostgreSQL server with its own data directory and port; reached over TCP only, with a password.</summary>
internal sealed class PostgresUnit(PostgresServerResource server, string directory, ProcessLauncher launcher) : Unit(server.Name)
{
    private readonly PostgresCluster _cluster = new(directory, launcher);
    private PostgresInstallation? _installation;

    /// <summary>"Fast": open transactions are rolled back. The terminate signal would wait for every client to leave.</summary>
    public override Signal StopSignal => Signal.Interrupt;

    public override IEnumerable<int> Ports => [server.PrimaryEndpoint.Port];

    public override async Task PrepareAsync(CancellationToken ct)
    {
        _installation ??= PostgresInstallation.Find(directory);
        var user = await server.UserName.GetValueAsync(ct);
        var password = await server.PasswordParameter.GetValueAsync(ct);
        await _cluster.EnsureAsync(_installation, user!, password!, ct);
        await _cluster.ReleaseAsync(ct);
    }

    public override Task<ProcessSpec> DescribeAsync(CancellationToken ct) => Task.FromResult(
        new ProcessSpec(_installation!.Server, ["-D", directory, .. Settings().SelectMany(setting => new[] { "-c", setting })])
        {
            User = PostgresInstallation.User,
            DeathSignal = Signal.Interrupt,
            WithoutVariables = ["PG", .. ResourceEnvironment.NotInherited],
        });

    public override async Task<string?> UnhealthyBecauseAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await OpenAsync(ct);
            await using var command = new NpgsqlCommand("select 1", connection);
            await command.ExecuteScalarAsync(ct);
            await CreateDatabasesAsync(connection, ct);
            return null;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new DistributedApplicationException(
                $"'{Name}' does not accept the password of parameter '{server.PasswordParameter.Name}': the data in {directory} was created with another. Configure that one, or start with an empty data directory.", e);
        }
        catch (NpgsqlException e)
        {
            return e.Message;
        }
    }

    /// <summary>The server tells of its starts and checkpoints at a level above warnings.</summary>
    public override bool IsNoise(string line) => line.Contains("] LOG:  ", StringComparison.Ordinal);

    private IEnumerable<string> Settings() =>
    [
        "listen_addresses=127.0.0.1",
        string.Create(CultureInfo.InvariantCulture, $"port={server.PrimaryEndpoint.Port}"),
        "unix_socket_directories=",
        "max_connections=200",
        "shared_buffers=128MB",
        "max_wal_size=512MB",
        "jit=off",
        "logging_collector=off",
        "log_min_messages=warning",
    ];

    /// <summary>The server is not ready without the databases that the topology names.</summary>
    private async Task CreateDatabasesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        foreach (var database in server.Databases)
        {
            await using var find = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection) { Parameters = { new() { Value = database.DatabaseName } } };
            if (await find.ExecuteScalarAsync(ct) is true)
                continue;

            await using var create = new NpgsqlCommand($"create database \"{database.DatabaseName.Replace("\"", "\"\"")}\"", connection);
            await create.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Not pooled: a pooled connection would answer for a server that has died meanwhile.</summary>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(await server.ConnectionStringExpression.GetValueAsync(ct))
        {
            Database = "postgres",
            Pooling = false,
            Timeout = 5,
            CommandTimeout = 10,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch (NpgsqlException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
