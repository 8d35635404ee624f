using System.Collections.Concurrent;
using System.Diagnostics;
using Aspire.Hosting;

namespace TwinPlatform.AppHost.Local.Processes;

/// <summary>Starts every child, each in a session of its own and bound to the life of the host.</summary>
/// <remarks>
/// The kernel ties PR_SET_PDEATHSIG to the <b>thread</b> that forked, not to its process: a child started from a pool thread
/// is signalled when the pool retires that thread. So one thread starts them all and lives as long as the host.
/// The own session keeps the terminal's Ctrl-C away from the children: the host decides in which order they stop.
/// </remarks>
internal sealed class ProcessLauncher : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];

    public ProcessLauncher()
    {
        foreach (var tool in (string[])["setsid", "setpriv"])
        {
            if (Executables.Find(tool) is null)
                throw new DistributedApplicationException($"'{tool}' is missing: local processes need Linux with util-linux. Elsewhere run the topology with src/AppHost.Aspire.");
        }

        new Thread(Work) { IsBackground = true, Name = "process launcher" }.Start();
    }

    public Task<ChildProcess> StartAsync(ProcessSpec spec, Action<string> onLine)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                started.SetResult(new ChildProcess(Process.Start(StartInfo(spec))!, onLine));
            }
            catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
            {
                started.SetException(new DistributedApplicationException($"{spec.FileName} could not be started: {e.Message}", e));
            }
        });
        return started.Task;
    }

    public void Dispose() => _work.CompleteAdding();

    private static ProcessStartInfo StartInfo(ProcessSpec spec)
    {
        var info = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = spec.WorkingDirectory ?? "/",
        };
        string[] identity = spec.User is { } user ? ["--reuid", user, "--regid", user, "--init-groups"] : [];
        var death = spec.DeathSignal switch { Signal.Interrupt => "INT", Signal.Kill => "KILL", _ => "TERM" };
        string[] wrapped = ["setpriv", "--pdeathsig", death, .. identity, "--", spec.FileName, .. spec.Arguments];
        foreach (var argument in wrapped)
            info.ArgumentList.Add(argument);

        foreach (var name in info.Environment.Keys.Where(name => spec.WithoutVariables.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
            info.Environment.Remove(name);
        foreach (var (name, value) in spec.Environment)
            info.Environment[name] = value;
        return info;
    }

    private void Work()
    {
        foreach (var start in _work.GetConsumingEnumerable())
            start();
    }
}
