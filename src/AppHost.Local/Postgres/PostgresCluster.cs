using System.Globalization;
using Aspire.Hosting;
using TwinPlatform.AppHost.Local.Processes;
using TwinPlatform.AppHost.Local.State;

namespace TwinPlatform.AppHost.Local.Postgres;

/// <summary>The data directory of the server: made once, and free of others before each start.</summary>
internal sealed class PostgresCluster(string directory, ProcessLauncher launcher)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task EnsureAsync(PostgresInstallation installation, string user, string password, CancellationToken ct)
    {
        if (File.Exists(Path.Combine(directory, "PG_VERSION")))
            return;

        RefuseUnreachable();
        var draft = directory + ".new";
        if (Directory.Exists(draft))
            Directory.Delete(draft, recursive: true);
        Directory.CreateDirectory(draft);
        var passwordFile = Path.Combine(draft, "password");
        PrivateFile.Write(passwordFile, password);
        await ChangeOwnerAsync(draft, ct);

        var cluster = Path.Combine(draft, "cluster");
        await RunAsync(new ProcessSpec(installation.InitDb,
        [
            "-D", cluster, "-U", user, $"--pwfile={passwordFile}", "--auth-local=trust", "--auth-host=scram-sha-256", "-E", "UTF8",
            "--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8", "--data-checksums", "--no-instructions",
        ]) { User = PostgresInstallation.User, WithoutVariables = ["PG"] }, ct);

        // In one step: a start that is interrupted here begins anew instead of finding half a cluster.
        Directory.Move(cluster, directory);
        Directory.Delete(draft, recursive: true);
    }

    /// <summary>
    /// Returns when no process uses the directory any more. After a crash the backends of the dead server take a moment to
    /// notice, and the server itself may stay a zombie for a while: PostgreSQL would take its old pid file for a running server.
    /// </summary>
    public async Task ReleaseAsync(CancellationToken ct)
    {
        var pidFile = Path.Combine(directory, "postmaster.pid");
        var recorded = File.Exists(pidFile) && int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;

        List<int> users = [];
        await Probe.UntilAsync(() => (users = ProcessTable.WorkingIn(directory, "postgres")).Count == 0 || users.Contains(recorded), Patience, ct);
        if (users.Count > 0)
        {
            throw new DistributedApplicationException(
                $"Another PostgreSQL server (process {users[0]}) works in {directory}. This host did not start it, so it leaves it alone: stop it, or choose another directory with TWIN_DATA.");
        }

        File.Delete(pidFile);
    }

    private async Task ChangeOwnerAsync(string path, CancellationToken ct)
    {
        if (PostgresInstallation.User is { } user)
            await RunAsync(new ProcessSpec("chown", ["-R", $"{user}:{user}", path]), ct);
    }

    private async Task RunAsync(ProcessSpec spec, CancellationToken ct)
    {
        var output = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var process = await launcher.StartAsync(spec, output.Enqueue);
        try
        {
            var exitCode = await process.Exited.WaitAsync(ct);
            if (exitCode != 0)
                throw new DistributedApplicationException($"{spec.FileName} failed with exit code {exitCode}: {string.Join(Environment.NewLine, output)}");
        }
        finally
        {
            await process.StopAsync(Signal.Terminate, TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>The user "postgres" must be able to walk down to the directory.</summary>
    private void RefuseUnreachable()
    {
        if (PostgresInstallation.User is not { } user)
            return;

        for (var folder = Path.GetDirectoryName(directory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (!File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute))
            {
                throw new DistributedApplicationException(
                    $"PostgreSQL does not run as root, and its user '{user}' cannot pass through {folder}. Choose a data directory elsewhere with TWIN_DATA, or run: chmod o+x {folder}");
            }
        }
    }
}
