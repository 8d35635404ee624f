using System.Globalization;
using TwinPlatform.AppHost.Local.Postgres;
using TwinPlatform.AppHost.Local.Processes;
using Xunit;

namespace TwinPlatform.AppHost.Tests;

/// <summary>A data directory that a crash left behind starts again; one that another server works in is left alone.</summary>
public sealed class PostgresClusterTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();
    private readonly ProcessLauncher _launcher = new();
    private readonly string _directory;

    public PostgresClusterTests() => _directory = Directory.CreateDirectory(Path.Combine(_root, "postgres")).FullName;

    private string PidFile => Path.Combine(_directory, "postmaster.pid");

    public void Dispose()
    {
        _launcher.Dispose();
        _root.Dispose();
    }

    /// <summary>PostgreSQL itself would refuse: the number belongs to a living process, only not to a server.</summary>
    [Fact]
    public async Task A_pid_file_of_a_process_that_is_no_server_is_removed()
    {
        await File.WriteAllTextAsync(PidFile, $"{Environment.ProcessId}\n{_directory}\n");

        await new PostgresCluster(_directory, _launcher).ReleaseAsync(CancellationToken.None);

        Assert.False(File.Exists(PidFile));
    }

    [Fact]
    public async Task A_directory_that_another_server_works_in_is_refused_and_left_as_it_is()
    {
        var stranger = Path.Combine(_root, "postgres-stranger");
        Directory.CreateDirectory(stranger);
        File.Copy("/bin/sleep", Path.Combine(stranger, "postgres"));
        using var server = await _launcher.StartAsync(new ProcessSpec(Path.Combine(stranger, "postgres"), ["60"]) { WorkingDirectory = _directory }, _ => { });
        Assert.True(await Probe.UntilAsync(() => ProcessTable.WorkingIn(_directory, "postgres").Count == 1, TimeSpan.FromSeconds(20), CancellationToken.None));
        await File.WriteAllTextAsync(PidFile, server.Pid.ToString(CultureInfo.InvariantCulture));

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => new PostgresCluster(_directory, _launcher).ReleaseAsync(CancellationToken.None));

        Assert.Contains($"Another PostgreSQL server (process {server.Pid}) works in {_directory}", refusal.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(PidFile));
        Assert.True(await server.StopAsync(Signal.Terminate, TimeSpan.FromSeconds(5)));
    }
}
