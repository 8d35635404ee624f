using System.Diagnostics;

namespace TwinPlatform.Vectors.Tests.Conformance;

/// <summary>The npm package of the official client, at the version of its lock file, in the directory of the test.</summary>
internal static class OfficialPackage
{
    private static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "official-client");

    /// <summary>Null when Node can be had; on a build server it has to be.</summary>
    public static string? SkipReason { get; } = Environment.GetEnvironmentVariable("CI") is "true" or "1" || (IsOnPath("node") && IsOnPath("npm"))
        ? null
        : "Install Node.js 20 or later with npm.";

    private static readonly Lazy<Task> Installed = new(NpmAsync);

    public static Task InstallAsync() => Installed.Value;

    private static async Task NpmAsync()
    {
        using var npm = Start("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        Assert.True(npm.ExitCode == 0, $"npm ci ended with {npm.ExitCode}:\n{await output}\n{await errors}");
    }

    public static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Directory,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, program)));
}
