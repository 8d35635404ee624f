using System.Diagnostics;
using System.Text.Json;

namespace TwinPlatform.Cli.Local;

/// <summary>
/// The platform that runs on this machine, as <c>platform.json</c> in its data directory describes it. The file goes when the platform stops.
/// </summary>
/// <param name="HostPid">The process that runs it all.</param>
/// <param name="Gateway">The address of the gateway.</param>
/// <param name="Resources">Databases, brokers and services by name.</param>
/// <param name="Parameters">Generated secrets and other values by name.</param>
internal sealed record RunningPlatform(
    int HostPid, string? Gateway, IReadOnlyDictionary<string, RunningResource>? Resources, IReadOnlyDictionary<string, string>? Parameters)
{
    /// <summary>The login of the schemas' owner.</summary>
    public string? OwnerConnectionString => Resources?.GetValueOrDefault("twindb")?.ConnectionString;

    public string? OperatorKey => Parameters?.GetValueOrDefault("operator-key");

    /// <summary>The passwords that the running services use, by login role.</summary>
    public IReadOnlyDictionary<string, string> RolePasswords
    {
        get
        {
            const string suffix = "-db-password";
            return (Parameters ?? new Dictionary<string, string>())
                .Where(parameter => parameter.Key.EndsWith(suffix, StringComparison.Ordinal))
                .ToDictionary(parameter => $"twin_{parameter.Key[..^suffix.Length]}", parameter => parameter.Value);
        }
    }

    /// <returns>Null when no platform runs on this data directory, or one was killed and left its file behind.</returns>
    public static async Task<RunningPlatform?> FindAsync(Workspace workspace, CancellationToken ct)
    {
        var path = Path.Combine(workspace.Data, "platform.json");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            await using var file = File.OpenRead(path);
            var platform = await JsonSerializer.DeserializeAsync<RunningPlatform>(file, JsonSerializerOptions.Web, ct);
            return platform is not null && IsAlive(platform.HostPid) ? platform : null;
        }
        catch (JsonException e)
        {
            throw new CliException($"{path} cannot be read. Stop the platform and start it again with ./run.sh.", e);
        }
    }

    /// <exception cref="CliException">No platform runs here.</exception>
    public static async Task<RunningPlatform> GetAsync(Workspace workspace, CancellationToken ct) =>
        await FindAsync(workspace, ct) ?? throw new CliException(
            $"No platform is running with its data in {workspace.Data}. Start it with ./run.sh, or set TWIN_DATA to the data directory of one that runs.");

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>One entry of <c>resources</c> in <c>platform.json</c>.</summary>
/// <param name="ConnectionString">Null where there is nothing to connect to.</param>
internal sealed record RunningResource(string? ConnectionString);
