using System.Text.Json;
using TwinPlatform.Cli.Gateway;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Demo;

/// <summary>The demo tenant's key and twin on the platform that runs here.</summary>
/// <param name="Gateway">Where they are.</param>
/// <param name="ApiKey">The tenant's first key.</param>
/// <param name="TwinId">The twin that knows the documentation.</param>
internal sealed record DemoTenant(Uri Gateway, string ApiKey, Guid TwinId)
{
    private const string TenantName = "Demo";
    private const string TwinName = "TwinPlatform documentation";
    private const string TwinDescription = "Answers questions about TwinPlatform from README.md and docs/.";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerOptions.Web) { WriteIndented = true };

    /// <summary>
    /// Uses what an earlier run has made, and makes what is missing. The platform shows a key once, so it is kept in <c>demo.json</c>; a key that the
    /// platform no longer knows, because its database was made anew, is replaced together with its tenant.
    /// </summary>
    /// <exception cref="CliException">No platform runs here, or it refuses.</exception>
    public static async Task<DemoTenant> EnsureAsync(Workspace workspace, CancellationToken ct)
    {
        var platform = await RunningPlatform.GetAsync(workspace, ct);
        if (platform is not { Gateway: { } address, OperatorKey: { } operatorKey })
        {
            throw new CliException("The running platform does not tell its gateway and operator key. Stop it and start it again with ./run.sh.");
        }

        var gateway = new Uri(address);
        var path = Path.Combine(workspace.Data, "demo.json");
        var known = await ReadAsync(path, ct);
        var demo = known is null ? null : await FindTwinAsync(gateway, known.ApiKey, ct);
        if (demo is null)
        {
            using var asOperator = new GatewayClient(gateway, operatorKey);
            var tenant = await asOperator.CreateTenantAsync(TenantName, ct);
            await PrivateFile.WriteAsync(path, JsonSerializer.Serialize(new StoredKey(tenant.TenantId, tenant.ApiKey), Format), ct);
            demo = await FindTwinAsync(gateway, tenant.ApiKey, ct)
                ?? throw new CliException("The key that the platform has just made is refused. Look into the gateway's log in the dashboard.");
        }

        await new RunEnv(gateway, demo.ApiKey, demo.TwinId).WriteAsync(workspace, ct);
        return demo;
    }

    /// <returns>Null when the platform does not know the key.</returns>
    private static async Task<DemoTenant?> FindTwinAsync(Uri gateway, string key, CancellationToken ct)
    {
        using var client = new GatewayClient(gateway, key);
        try
        {
            await foreach (var twin in client.ListTwinsAsync(ct))
            {
                if (twin.Name == TwinName)
                {
                    return new DemoTenant(gateway, key, twin.TwinId);
                }
            }

            var made = await client.CreateTwinAsync(TwinName, TwinDescription, ct);
            return new DemoTenant(gateway, key, made.TwinId);
        }
        catch (GatewayException e) when (e.Code is "key.not_found" or "key.disabled" or "key.mistyped")
        {
            return null;
        }
    }

    private static async Task<StoredKey?> ReadAsync(string path, CancellationToken ct)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var stored = JsonSerializer.Deserialize<StoredKey>(await File.ReadAllTextAsync(path, ct), JsonSerializerOptions.Web);
            return stored is { ApiKey.Length: > 0 } ? stored : null;
        }
        catch (JsonException)
        {
            // Not our writing: a new tenant costs nothing.
            return null;
        }
    }

    private sealed record StoredKey(Guid TenantId, string ApiKey);
}
