using Npgsql;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Db;

/// <summary>The database that a <c>twin db</c> command is about.</summary>
/// <param name="ConnectionString">The login of the schemas' owner.</param>
/// <param name="RolePasswords">The passwords that <c>up</c> gives to the services' login roles, as far as they are known here.</param>
/// <param name="Name">The database's name.</param>
/// <param name="Display">Name and server, without user or password.</param>
internal sealed record TargetDatabase(string ConnectionString, IReadOnlyDictionary<string, string> RolePasswords, string Name, string Display)
{
    /// <summary>What was said on the command line counts first, then the environment, then the platform that runs on this machine.</summary>
    /// <exception cref="CliException">No database was named, or not in a readable way.</exception>
    public static async Task<TargetDatabase> FindAsync(string? option, Workspace workspace, CancellationToken ct)
    {
        if ((option ?? workspace.Variable("ConnectionStrings__twindb")) is { } named)
        {
            return Of(named, Database.RolePasswords.FromEnvironment());
        }

        return await RunningPlatform.FindAsync(workspace, ct) is { OwnerConnectionString: { } running } platform
            ? Of(running, platform.RolePasswords)
            : throw new CliException("No database is named. Give --connection, or set ConnectionStrings__twindb, or start the platform with ./run.sh.");
    }

    private static TargetDatabase Of(string connectionString, IReadOnlyDictionary<string, string> passwords)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            var name = settings.Database ?? settings.Username ?? "postgres";
            return new TargetDatabase(connectionString, passwords, name, $"database {name} on {settings.Host}:{settings.Port}");
        }
        catch (ArgumentException e)
        {
            // The parser's words may repeat a part of the text, and the text holds a password.
            throw new CliException(
                "The connection string cannot be read. It looks like: Host=localhost;Port=5432;Database=twindb;Username=postgres;Password=…", e);
        }
    }
}
