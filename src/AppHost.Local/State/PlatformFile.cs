using System.Text.Json;

namespace TwinPlatform.AppHost.Local.State;

/// <summary>
/// <c>platform.json</c>: where everything of a healthy run is. Scripts, tests and the command line read it. It holds secrets, so only
/// its owner can read it, and it goes when the host stops; after a crash <c>hostPid</c> tells that it is stale.
/// </summary>
internal sealed class PlatformFile(string dataDirectory)
{
    private readonly string _path = Path.Combine(dataDirectory, "platform.json");

    public void Write(PlatformDescription description) => PrivateFile.Write(_path, JsonSerializer.Serialize(description, JsonFormat.Indented));

    public void Remove() => File.Delete(_path);
}

/// <summary>The content of <c>platform.json</c>.</summary>
internal sealed record PlatformDescription(
    int HostPid,
    string? Gateway,
    string? Dashboard,
    IReadOnlyDictionary<string, ResourceDescription> Resources,
    IReadOnlyDictionary<string, string> Parameters);

/// <summary>One resource in <c>platform.json</c>; what it does not have is left out.</summary>
internal sealed record ResourceDescription(
    string Type,
    int? Pid,
    IReadOnlyDictionary<string, string>? Endpoints,
    string? ConnectionString);
