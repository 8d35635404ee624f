using System.Diagnostics;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Tests.Local;

public sealed class RunEnvTests : IDisposable
{
    private static readonly RunEnv Written = new(new Uri("http://localhost:8080/"), "tdp_live_abc", Guid.Parse("0198c0de-0000-7000-8000-000000000001"));

    private readonly CommandLine _twin = new();

    public void Dispose() => _twin.Dispose();

    [Fact]
    public async Task It_reads_what_it_wrote()
    {
        await Written.WriteAsync(_twin.Workspace, CancellationToken.None);

        Assert.Equal(Written, await RunEnv.FindAsync(_twin.Workspace, CancellationToken.None));
    }

    [Fact]
    public async Task Only_the_owner_can_read_it()
    {
        await Written.WriteAsync(_twin.Workspace, CancellationToken.None);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_twin.Data, "run.env")));
    }

    [Fact]
    public async Task A_shell_can_source_it()
    {
        await Written.WriteAsync(_twin.Workspace, CancellationToken.None);

        string[] arguments = ["-c", "source \"$0\" && env", Path.Combine(_twin.Data, "run.env")];
        using var shell = Process.Start(new ProcessStartInfo("bash", arguments) { RedirectStandardOutput = true })!;
        var variables = (await shell.StandardOutput.ReadToEndAsync()).Split('\n');

        Assert.Contains("GATEWAY=http://localhost:8080", variables);
        Assert.Contains("KEY=tdp_live_abc", variables);
        Assert.Contains($"TWIN={Written.Twin}", variables);
    }

    [Fact]
    public async Task A_file_without_one_of_the_three_does_not_count()
    {
        _twin.Write(Path.Combine(".data", "run.env"), "export GATEWAY='http://localhost:8080'\nexport KEY='tdp_live_abc'\n");

        Assert.Null(await RunEnv.FindAsync(_twin.Workspace, CancellationToken.None));
    }
}
