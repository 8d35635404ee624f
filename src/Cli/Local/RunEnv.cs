namespace TwinPlatform.Cli.Local;

/// <summary><c>run.env</c> in the data directory: what a shell needs to call the demo twin, for <c>source .data/run.env</c>.</summary>
/// <param name="Gateway">The address of the gateway.</param>
/// <param name="Key">The demo tenant's key.</param>
/// <param name="Twin">The demo twin's id.</param>
internal sealed record RunEnv(Uri Gateway, string Key, Guid Twin)
{
    public static async Task<RunEnv?> FindAsync(Workspace workspace, CancellationToken ct)
    {
        var path = PathIn(workspace);
        if (!File.Exists(path))
        {
            return null;
        }

        var values = (await File.ReadAllLinesAsync(path, ct))
            .Select(line => line.Split('=', 2))
            .Where(pair => pair is [['e', 'x', 'p', 'o', 'r', 't', ' ', ..], _])
            .ToDictionary(pair => pair[0]["export ".Length..].Trim(), pair => pair[1].Trim().Trim('\''));
        return Uri.TryCreate(values.GetValueOrDefault("GATEWAY"), UriKind.Absolute, out var gateway)
            && values.GetValueOrDefault("KEY") is { Length: > 0 } key
            && Guid.TryParse(values.GetValueOrDefault("TWIN"), out var twin)
                ? new RunEnv(gateway, key, twin)
                : null;
    }

    public Task WriteAsync(Workspace workspace, CancellationToken ct) => PrivateFile.WriteAsync(
        PathIn(workspace),
        $"""
        # Written by `twin demo key`. It holds a key: do not share it.
        export GATEWAY='{Gateway.GetLeftPart(UriPartial.Path).TrimEnd('/')}'
        export KEY='{Key}'
        export TWIN='{Twin}'

        """,
        ct);

    private static string PathIn(Workspace workspace) => Path.Combine(workspace.Data, "run.env");
}
