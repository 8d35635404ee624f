using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using TwinPlatform.AppHost.Local.Processes;
using TwinPlatform.AppHost.Local.State;

namespace TwinPlatform.AppHost.Local.Running;

/// <summary>Takes one unit through its life: wait, start, become healthy, stay so; start again when it dies; stop.</summary>
internal sealed class Supervisor(Unit unit, UnitLog log, Surroundings host) : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(100);
    private readonly TaskCompletionSource _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Backoff _backoff = new(TimeProvider.System);
    private ChildProcess? _process;

    public Unit Unit => unit;

    public UnitLog Log => log;

    /// <summary>The process of this moment.</summary>
    public int? Pid => _process is { Exited.IsCompleted: false } process ? process.Pid : null;

    /// <summary>Completes when the unit has become healthy for the first time, or has ended as it should.</summary>
    public Task Healthy => _healthy.Task;

    /// <summary>Completes with the exit code of a unit that ended as it should.</summary>
    public Task<int> Completed => _completed.Task;

    /// <summary>Returns when the unit has ended as it should; throws when it cannot be kept running.</summary>
    public async Task RunAsync(IReadOnlyDictionary<Unit, Supervisor> others, CancellationToken ct)
    {
        try
        {
            await WaitForDependenciesAsync(others, ct);
            while (!await RunOnceAsync(ct))
                await Task.Delay(_backoff.NextDelay() ?? throw new DistributedApplicationException($"'{unit.Name}' dies again and again; it is not started any more. {log.Tail()}"), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            host.States.Set(unit.Name, KnownResourceStates.FailedToStart, health: e.Message);
            throw;
        }
    }

    /// <summary>Ends the process; call only after <see cref="RunAsync"/> was cancelled and has returned.</summary>
    public async Task StopAsync()
    {
        if (_process is null)
            return;

        host.States.Set(unit.Name, KnownResourceStates.Stopping);
        if (!await _process.StopAsync(unit.StopSignal, unit.StopGrace))
            host.Console.Info($"'{unit.Name}' did not stop within {unit.StopGrace.TotalSeconds:0} s and was killed.");
        host.Ledger.Remove(unit.Name);
        host.States.Set(unit.Name, KnownResourceStates.Exited);
    }

    public void Dispose()
    {
        _process?.Dispose();
        log.Dispose();
    }

    private async Task WaitForDependenciesAsync(IReadOnlyDictionary<Unit, Supervisor> others, CancellationToken ct)
    {
        host.States.Set(unit.Name, KnownResourceStates.Waiting, health: $"waits for {string.Join(", ", unit.Dependencies.Select(d => d.On.Name))}");
        foreach (var dependency in unit.Dependencies)
        {
            var other = others[dependency.On];
            if (dependency.CompletedWith is not { } expected)
                await other.Healthy.WaitAsync(ct);
            else if (await other.Completed.WaitAsync(ct) is var exitCode && exitCode != expected)
                throw new DistributedApplicationException($"'{dependency.On.Name}' ended with exit code {exitCode} instead of {expected}, so '{unit.Name}' was not started. {other.Log.Tail()}");
        }
    }

    /// <summary>One life of the process. True when the unit is done for good, false when it must be started again.</summary>
    private async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        host.States.Set(unit.Name, KnownResourceStates.Starting);
        var started = Stopwatch.GetTimestamp();
        await unit.PrepareAsync(ct);
        var spec = await unit.DescribeAsync(ct);
        ct.ThrowIfCancellationRequested();
        foreach (var port in unit.Ports)
            host.Ports.Release(port);

        _process?.Dispose();
        _process = await host.Launcher.StartAsync(spec, log.Line);
        host.Ledger.Add(unit.Name, _process.Pid);

        if (unit.IsJob)
            return Finished(await _process.Exited.WaitAsync(ct));

        if (await BecameHealthyAsync(_process, ct))
        {
            host.States.Set(unit.Name, KnownResourceStates.Running, isHealthy: true, pid: _process.Pid);
            host.Console.Info($"'{unit.Name}' is healthy, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after its start.");
            _healthy.TrySetResult();
            await host.OnHealthy(ct);
            await WatchAsync(_process, ct);
        }

        return Ended(await _process.Exited.WaitAsync(ct));
    }

    private bool Finished(int exitCode)
    {
        host.Ledger.Remove(unit.Name);
        host.States.Set(unit.Name, KnownResourceStates.Finished, exitCode: exitCode);
        _completed.TrySetResult(exitCode);
        _healthy.TrySetResult();
        return true;
    }

    private bool Ended(int exitCode)
    {
        if (exitCode == 0 && unit.MayFinish)
            return Finished(exitCode);

        host.States.Set(unit.Name, KnownResourceStates.Exited, exitCode: exitCode);
        if (!_healthy.Task.IsCompleted)
            throw new DistributedApplicationException($"'{unit.Name}' ended with exit code {exitCode} before it was ready. {log.Tail()}");

        host.Console.Error($"'{unit.Name}' died with exit code {exitCode} and is started again. {log.Tail()}");
        return false;
    }

    /// <summary>False when the process ended first.</summary>
    private async Task<bool> BecameHealthyAsync(ChildProcess process, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        while (!process.Exited.IsCompleted)
        {
            var reason = await unit.UnhealthyBecauseAsync(ct);
            if (reason is null)
                return true;
            if (clock.Elapsed > StartTimeout)
                throw new DistributedApplicationException($"'{unit.Name}' was not ready after {StartTimeout.TotalSeconds:0} s: {reason}. {log.Tail()}");

            host.States.Set(unit.Name, KnownResourceStates.Starting, isHealthy: false, health: reason, pid: process.Pid);
            await Task.WhenAny(process.Exited, Task.Delay(ProbeInterval, ct));
        }

        return false;
    }

    /// <summary>Says so when a running process stops doing its work; returns when it ends.</summary>
    private async Task WatchAsync(ChildProcess process, CancellationToken ct)
    {
        string? known = null;
        while (await Task.WhenAny(process.Exited, Task.Delay(WatchInterval, ct)) != process.Exited)
        {
            ct.ThrowIfCancellationRequested();
            var reason = await unit.UnhealthyBecauseAsync(ct);
            if (process.Exited.IsCompleted || (reason is null) == (known is null))
                continue;

            known = reason;
            host.Console.Info(reason is null ? $"'{unit.Name}' is healthy again." : $"'{unit.Name}' is not healthy: {reason}.");
            host.States.Set(unit.Name, reason is null ? KnownResourceStates.Running : KnownResourceStates.RuntimeUnhealthy, isHealthy: reason is null, health: reason, pid: process.Pid);
        }
    }
}

/// <summary>What every supervisor of a host shares.</summary>
internal sealed record Surroundings(
    HostConsole Console,
    ProcessLauncher Launcher,
    ProcessLedger Ledger,
    PortBook Ports,
    ResourceNotificationService States,
    Func<CancellationToken, Task> OnHealthy);
