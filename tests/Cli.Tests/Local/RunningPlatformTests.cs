using System.Diagnostics;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Tests.Local;

public sealed class RunningPlatformTests : IDisposable
{
    private readonly CommandLine _twin = new();

    public void Dispose() => _twin.Dispose();

    [Fact]
    public async Task Gateway_operator_key_database_and_role_passwords_are_read()
    {
        _twin.PlatformRuns(new Uri("http://localhost:8080"));

        var platform = await RunningPlatform.GetAsync(_twin.Workspace, CancellationToken.None);

        Assert.Equal("http://localhost:8080", platform.Gateway);
        Assert.Equal(TestGateway.OperatorKey, platform.OperatorKey);
        Assert.Contains("Database=twindb", platform.OwnerConnectionString, StringComparison.Ordinal);
        Assert.Equal(new Dictionary<string, string> { ["twin_chat"] = "secret" }, platform.RolePasswords);
    }

    [Fact]
    public async Task A_file_that_a_killed_host_left_behind_does_not_count()
    {
        using var dead = Process.Start("true")!;
        await dead.WaitForExitAsync();
        _twin.PlatformRuns(new Uri("http://localhost:8080"), dead.Id);

        Assert.Null(await RunningPlatform.FindAsync(_twin.Workspace, CancellationToken.None));
    }

    [Fact]
    public async Task A_broken_file_is_named()
    {
        _twin.Write(Path.Combine(".data", "platform.json"), "{ \"hostPid\": ");

        var error = await Assert.ThrowsAsync<CliException>(() => RunningPlatform.FindAsync(_twin.Workspace, CancellationToken.None));
        Assert.Contains("platform.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_running_says_how_to_start_and_where_it_looked()
    {
        var error = await Assert.ThrowsAsync<CliException>(() => RunningPlatform.GetAsync(_twin.Workspace, CancellationToken.None));

        Assert.Contains("./run.sh", error.Message, StringComparison.Ordinal);
        Assert.Contains(_twin.Data, error.Message, StringComparison.Ordinal);
    }
}
