using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Npgsql;

namespace TwinPlatform.Cli.Db;

/// <summary>
/// An empty PostgreSQL server of one command's own, gone with it: proofs make and drop roles, which all databases of a server share, so they never work on yours.
/// </summary>
internal sealed class ThrowawayServer : IAsyncDisposable
{
    private readonly DirectoryInfo _data;
    private readonly DistributedApplication _application;

    private ThrowawayServer(DirectoryInfo data, DistributedApplication application)
    {
        _data = data;
        _application = application;
    }

    /// <summary>The server's superuser, on an empty database.</summary>
    public string OwnerConnectionString { get; private set; } = "";

    /// <exception cref="CliException">The server cannot be started; PostgreSQL is not installed, for instance.</exception>
    public static async Task<ThrowawayServer> StartAsync(CancellationToken ct)
    {
        // Not CreateTempSubdirectory, which only its owner may enter: as root, the server runs as another user.
        var data = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"twin-proof-{Guid.CreateVersion7():N}"));
        var builder = DistributedApplication.CreateBuilder(["--data", data.FullName, "--dashboard", "off", "--console", "off"]);
        builder.AddPostgres("postgres").AddDatabase("twindb");
        var server = new ThrowawayServer(data, builder.Build());
        try
        {
            await server.RunAsync(ct);
            return server;
        }
        catch (DistributedApplicationException e)
        {
            await server.DisposeAsync();
            throw new CliException(e.Message, e);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task RunAsync(CancellationToken ct)
    {
        await _application.StartAsync(ct);
        await _application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", ct);
        OwnerConnectionString = $"{await _application.GetConnectionStringAsync("twindb", ct)};Options=-c synchronous_commit=off";

        // Nothing here outlives the command, so nothing waits for a disk.
        await using var connection = new NpgsqlConnection(OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand("alter system set fsync = off", connection);
        await command.ExecuteNonQueryAsync(ct);
        command.CommandText = "select pg_reload_conf()";
        await command.ExecuteNonQueryAsync(ct);
    }
}
