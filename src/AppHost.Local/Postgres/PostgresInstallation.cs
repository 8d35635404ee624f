using System.Globalization;
using Aspire.Hosting;
using TwinPlatform.AppHost.Local.Processes;

namespace TwinPlatform.AppHost.Local.Postgres;

/// <summary>The PostgreSQL programs of this machine, in the version that the data directory needs.</summary>
internal sealed record PostgresInstallation(string Bin)
{
    private const string DebianRoot = "/usr/lib/postgresql";
    private const int OldestSupported = 15;

    public string Server => Path.Combine(Bin, "postgres");

    public string InitDb => Path.Combine(Bin, "initdb");

    /// <summary>PostgreSQL refuses to run as root; its package brings this user.</summary>
    public static string? User => Native.IsRoot ? "postgres" : null;

    public static PostgresInstallation Find(string dataDirectory)
    {
        var wanted = VersionOf(dataDirectory);
        var installed = Directory.Exists(DebianRoot)
            ? Directory.GetDirectories(DebianRoot)
                .Where(path => File.Exists(Path.Combine(path, "bin", "postgres")))
                .ToDictionary(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture), path => Path.Combine(path, "bin"))
            : [];

        if (wanted is { } version)
        {
            return installed.TryGetValue(version, out var bin) ? new(bin) : OnPath() ?? throw new DistributedApplicationException(
                $"The data in {dataDirectory} belongs to PostgreSQL {version}, which is not installed. Install it (apt-get install postgresql-{version}), or start with an empty data directory.");
        }

        var usable = installed.Where(found => found.Key >= OldestSupported).ToList();
        return usable.Count > 0 ? new(usable.MaxBy(found => found.Key).Value) : OnPath() ?? throw new DistributedApplicationException(
            $"PostgreSQL {OldestSupported} or newer is not installed. Install it with: apt-get install postgresql");
    }

    private static int? VersionOf(string dataDirectory)
    {
        var file = Path.Combine(dataDirectory, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : null;
    }

    private static PostgresInstallation? OnPath() => Executables.Find("postgres") is { } server && Executables.Find("initdb") is not null
        ? new(Path.GetDirectoryName(server)!)
        : null;
}
