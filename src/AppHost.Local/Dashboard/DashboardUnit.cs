using TwinPlatform.AppHost.Local.Processes;
using TwinPlatform.AppHost.Local.Running;

namespace TwinPlatform.AppHost.Local.Dashboard;

/// <summary>The Aspire dashboard. It is a comfort: the platform starts before it and runs on without it.</summary>
internal sealed class DashboardUnit(string cli, string home, int uiPort, int grpcPort, int httpPort) : Unit(UnitName)
{
    public const string UnitName = "dashboard";

    public string Url => $"http://127.0.0.1:{uiPort}";

    /// <summary>Where services send their telemetry.</summary>
    public string OtlpEndpoint => $"http://127.0.0.1:{grpcPort}";

    public override TimeSpan StopGrace => TimeSpan.FromSeconds(5);

    public override IEnumerable<int> Ports => [uiPort, grpcPort, httpPort];

    public override Task<ProcessSpec> DescribeAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(home);
        return Task.FromResult(new ProcessSpec(cli,
        [
            "dashboard", "run", "--non-interactive", "--nologo", "--allow-anonymous",
            "--frontend-url", Url, "--otlp-grpc-url", OtlpEndpoint, "--otlp-http-url", $"http://127.0.0.1:{httpPort}",
        ])
        {
            Environment = new Dictionary<string, string>
            {
                // It unpacks itself below HOME; the user's own is not its place.
                ["HOME"] = home,
                ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true",
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "true",
                ["NO_COLOR"] = "1",
            },
            WithoutVariables = ["ASPNETCORE_", "Kestrel__", .. ResourceEnvironment.NotInherited],
        });
    }

    public override Task<string?> UnhealthyBecauseAsync(CancellationToken ct) => HttpHealth.UnhealthyBecauseAsync(new Uri(Url), ct);

    /// <summary>The banner of the host says where it is.</summary>
    public override bool IsNoise(string line) => !line.Contains("error", StringComparison.OrdinalIgnoreCase) && !line.Contains("fail", StringComparison.OrdinalIgnoreCase);
}
