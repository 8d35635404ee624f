using System.Text.Json;
using Npgsql;

namespace TwinPlatform.Testing;

/// <summary>The content of an AppHost's <c>platform.json</c>: where everything of a running platform is.</summary>
public sealed record PlatformFile(
    int HostPid, string Gateway, IReadOnlyDictionary<string, PlatformResource> Resources, IReadOnlyDictionary<string, string> Parameters)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public string OwnerConnectionString => ConnectionString("twindb");

    public static PlatformFile Read(string path) => JsonSerializer.Deserialize<PlatformFile>(File.ReadAllText(path), Web)!;

    /// <summary>Every service's password, taken from the connection string that the service itself got.</summary>
    public IReadOnlyDictionary<string, string> RolePasswords() => Resources.Values
        .Where(resource => resource.Type is "connection-string" && resource.ConnectionString is not null)
        .Select(resource => new NpgsqlConnectionStringBuilder(resource.ConnectionString))
        .Where(login => login.Username?.StartsWith("twin_", StringComparison.Ordinal) == true)
        .ToDictionary(login => login.Username!, login => login.Password ?? "");

    public Uri Endpoint(string resource, string endpoint) => new(
        Resources[resource].Endpoints?.GetValueOrDefault(endpoint)
        ?? throw new InvalidOperationException($"{resource} has no endpoint \"{endpoint}\"."));

    private string ConnectionString(string resource) =>
        Resources[resource].ConnectionString ?? throw new InvalidOperationException($"{resource} has no connection string.");
}

/// <summary>One process, database or broker of a running platform.</summary>
public sealed record PlatformResource(string Type, int? Pid, IReadOnlyDictionary<string, string>? Endpoints, string? ConnectionString);
