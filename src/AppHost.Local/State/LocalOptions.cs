using Microsoft.Extensions.Configuration;

namespace TwinPlatform.AppHost.Local.State;

/// <summary>What can be said about a local run from outside, as an environment variable or on the command line.</summary>
/// <param name="DataDirectory"><c>TWIN_DATA</c>, <c>--data</c>: where everything that must survive is kept.</param>
/// <param name="Dashboard"><c>TWIN_DASHBOARD=off</c>, <c>--dashboard off</c>: run without the dashboard.</param>
/// <param name="Console"><c>TWIN_CONSOLE=off</c>, <c>--console off</c>: say nothing; for a program that has its own things to say.</param>
/// <param name="AspireCli"><c>TWIN_ASPIRE_CLI</c>: the Aspire command line, when it is not the one in <c>.tools</c>.</param>
/// <param name="ToolsDirectory">Where run.sh installs what the machine lacks.</param>
/// <param name="Configuration">For the ports that are asked for by name (<c>TWIN_GATEWAY_PORT</c>).</param>
internal sealed record LocalOptions(string DataDirectory, bool Dashboard, bool Console, string? AspireCli, string ToolsDirectory, IConfiguration Configuration)
{
    public static readonly Dictionary<string, string> Switches = new() { ["--data"] = "TWIN_DATA", ["--dashboard"] = "TWIN_DASHBOARD", ["--console"] = "TWIN_CONSOLE" };

    public static LocalOptions Read(IConfiguration configuration, string workspace) => new(
        Path.GetFullPath(configuration["TWIN_DATA"] is { Length: > 0 } data ? data : Path.Combine(workspace, ".data")),
        IsOn("TWIN_DASHBOARD", configuration),
        IsOn("TWIN_CONSOLE", configuration),
        configuration["TWIN_ASPIRE_CLI"],
        Path.Combine(workspace, ".tools"),
        configuration);

    private static bool IsOn(string name, IConfiguration configuration) => !string.Equals(configuration[name], "off", StringComparison.OrdinalIgnoreCase);

    /// <summary>A port that the user asks for; it is used or the start fails, because somebody relies on it.</summary>
    public int? RequestedPort(string resource)
    {
        var key = $"TWIN_{resource.Replace('-', '_').ToUpperInvariant()}_PORT";
        return Configuration[key] is { Length: > 0 } text
            ? int.TryParse(text, out var port) && port is > 0 and <= ushort.MaxValue ? port : throw new Aspire.Hosting.DistributedApplicationException($"{key}={text} is not a port number.")
            : null;
    }
}
