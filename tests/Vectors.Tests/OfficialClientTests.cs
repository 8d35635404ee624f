using System.Diagnostics;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;

namespace TwinPlatform.Vectors.Tests;

/// <summary>Pinecone's own JavaScript client cannot tell the bundled store from Pinecone.</summary>
[Collection(StoreCollection.Name)]
public sealed class OfficialClientTests(StoreFixture fixture)
{
    [NodeFact]
    public async Task The_official_client_finds_everything_as_it_expects()
    {
        var directory = Path.Combine(AppContext.BaseDirectory, "official-client");
        await RunAsync(directory, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");

        await RunAsync(directory, "node", "conformance.mjs", fixture.Store.Address.ToString().TrimEnd('/'), VectorStoreProcess.ApiKey);
    }

    private static async Task RunAsync(string directory, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {arguments[0]} ended with {process.ExitCode}:\n{await output}\n{await errors}");
    }

    /// <summary>Skipped on a laptop without Node; on a build server that lacks it the test fails.</summary>
    private sealed class NodeFactAttribute : FactAttribute
    {
        public NodeFactAttribute() => Skip = Prerequisites.SkipReason
            ?? (Environment.GetEnvironmentVariable("CI") is "true" or "1" || (IsOnPath("node") && IsOnPath("npm")) ? null : "Install Node.js 20 or later with npm.");

        private static bool IsOnPath(string program) =>
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, program)));
    }
}
