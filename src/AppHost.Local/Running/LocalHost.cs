using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using TwinPlatform.AppHost.Local.Processes;
using TwinPlatform.AppHost.Local.State;

namespace TwinPlatform.AppHost.Local.Running;

/// <summary>One run of a topology on this machine: everything up in order, watched, and down in the reverse order.</summary>
internal sealed class LocalHost : IAsyncDisposable
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly HostConsole _console;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Stack<IDisposable> _owned;
    private readonly LaunchPlan _plan;
    private readonly Dictionary<Unit, Supervisor> _supervisors;
    private readonly Supervisor? _dashboard;
    private readonly PlatformReport _report;
    private readonly ResourceNotificationService _states;
    private Task _running = Task.CompletedTask;
    private Task? _stopped;

    private LocalHost(
        Stack<IDisposable> owned, DataDirectory data, PortBook ports, ProcessLauncher launcher, ProcessLedger ledger, LaunchPlan plan,
        IReadOnlyList<IResource> resources, ResourceNotificationService states, HostConsole console)
    {
        _console = console;
        _owned = owned;
        _plan = plan;
        _states = states;
        var shared = new Surroundings(_console, launcher, ledger, ports, states, OnHealthyAsync);
        _supervisors = plan.Units.ToDictionary(unit => unit, Supervise);
        _dashboard = plan.Dashboard is { } dashboard ? Supervise(dashboard) : null;
        _report = new PlatformReport(data.Root, resources, _supervisors.Values, plan.Dashboard);
        _owned.Push(_report);
        // A claimed port takes connections that nobody answers; until the dashboard is there a service had better be refused and try again.
        foreach (var port in plan.Dashboard?.Ports ?? [])
            ports.Release(port);
        _console.Introduce(plan.Units.Select(unit => unit.Name));

        // A process that was started again has another pid.
        Task OnHealthyAsync(CancellationToken ct) => _report!.RefreshAsync(ct);

        Supervisor Supervise(Unit unit)
        {
            var supervisor = new Supervisor(unit, new UnitLog(data.Logs, unit, _console), shared);
            _owned.Push(supervisor);
            return supervisor;
        }
    }

    /// <summary>Completes when the host has stopped, with the reason when it was not asked to.</summary>
    public Task<Exception?> Ended => _ended.Task;

    /// <summary>Takes the data directory and sets everything going; what is healthy when is told by <paramref name="states"/>.</summary>
    public static async Task<LocalHost> StartAsync(
        IReadOnlyList<IResource> resources, LocalOptions options, string environmentName, ResourceNotificationService states, CancellationToken ct)
    {
        var owned = new Stack<IDisposable>();
        var started = false;
        try
        {
            var data = Own(DataDirectory.Open(options.DataDirectory));
            var launcher = Own(new ProcessLauncher());
            var ledger = new ProcessLedger(Path.Combine(data.Root, "pids"));
            var killed = await ledger.ClearAsync(ct);
            var ports = Own(new PortBook(data.Root));
            var plan = LaunchPlan.Make(resources, options, data, ports, launcher, environmentName);
            await PlatformReport.CheckInputsAsync(resources, ct);

            var host = new LocalHost(owned, data, ports, launcher, ledger, plan, resources, states, new HostConsole(options.Console));
            if (killed.Count > 0)
                host._console.Info($"Left over from a host that was killed, and ended now: {string.Join(", ", killed)}.");
            lock (host._gate)
                host._running = Task.Run(host.RunAsync, CancellationToken.None);
            started = true;
            return host;
        }
        finally
        {
            if (!started)
                Release(owned);
        }

        T Own<T>(T disposable)
            where T : IDisposable
        {
            owned.Push(disposable);
            return disposable;
        }
    }

    /// <summary>Stops everything, those first on whom nobody depends. Calling it again waits for the same stop.</summary>
    public Task StopAsync()
    {
        lock (_gate)
            return _stopped ??= StopAllAsync(because: null);
    }

    public ValueTask DisposeAsync() => new(StopAsync());

    private static void Release(Stack<IDisposable> owned)
    {
        while (owned.TryPop(out var disposable))
            disposable.Dispose();
    }

    private async Task RunAsync()
    {
        var runs = _supervisors.Values.Select(supervisor => supervisor.RunAsync(_supervisors, _stopping.Token)).ToList();
        var announcement = AnnounceAsync();
        try
        {
            await foreach (var run in Task.WhenEach(runs))
                await run;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (Exception reason)
        {
            // Whatever it is, this is its last stop: the platform goes down and the user reads why.
            lock (_gate)
                _stopped ??= Task.Run(() => StopAllAsync(reason));
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(runs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await announcement.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AnnounceAsync()
    {
        await Task.WhenAll(_supervisors.Values.Select(supervisor => supervisor.Healthy)).WaitAsync(_stopping.Token);
        await _report.PublishAsync(_stopping.Token);
        _console.Banner(_report.Links().Append(("stop", $"Ctrl-C  (everything was healthy after {_clock.Elapsed.TotalSeconds:0.0} s)")));
        if (_dashboard is not null)
            await RunDashboardAsync(_dashboard);
    }

    private async Task RunDashboardAsync(Supervisor dashboard)
    {
        try
        {
            await dashboard.RunAsync(_supervisors, _stopping.Token);
        }
        catch (DistributedApplicationException e)
        {
            _console.Error($"The platform runs on without its dashboard. {e.Message}");
            await _report.WithoutDashboardAsync(_stopping.Token);
        }
    }

    private async Task StopAllAsync(Exception? because)
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _report.Withdraw();

        var stops = new Dictionary<Unit, Task>();
        await Task.WhenAll(_plan.Units.Select(StopAfterDependents));

        // Last, because a service that stops sends what it still has, and waits when nobody takes it.
        await (_dashboard?.StopAsync() ?? Task.CompletedTask);
        _states.Close();
        Release(_owned);
        _stopping.Dispose();
        _ended.SetResult(because);

        Task StopAfterDependents(Unit unit) => stops.TryGetValue(unit, out var known) ? known : stops[unit] = StopOneAsync(unit);

        async Task StopOneAsync(Unit unit)
        {
            var dependents = _plan.Units.Where(other => other.Dependencies.Exists(d => d.On == unit)).Select(StopAfterDependents).ToList();
            await Task.WhenAll(dependents);
            await _supervisors[unit].StopAsync();
        }
    }
}
