using System.Collections.Concurrent;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states that a resource passes through.</summary>
public static class KnownResourceStates
{
    /// <summary>Nothing has happened yet.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>Another resource must be ready first.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>The process starts, or runs and is not healthy yet.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>The process runs and is healthy.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>The process runs and has stopped being healthy.</summary>
    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);

    /// <summary>The process was asked to end.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>The process is gone.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>The process has done its work and ended.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>The process could not be started or kept running.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);
}

/// <summary>What is known about a resource at one moment.</summary>
/// <param name="State">One of <see cref="KnownResourceStates"/>.</param>
/// <param name="IsHealthy">Whether it does its work.</param>
/// <param name="Health">Why it does not.</param>
/// <param name="ExitCode">How its process ended.</param>
/// <param name="Pid">Its process.</param>
public sealed record CustomResourceSnapshot(string State, bool IsHealthy = false, string? Health = null, int? ExitCode = null, int? Pid = null);

/// <summary>Tells the states of resources and waits for them.</summary>
public sealed class ResourceNotificationService
{
    private readonly ConcurrentDictionary<string, CustomResourceSnapshot> _states = new(StringComparer.OrdinalIgnoreCase);
    private TaskCompletionSource _changed = New();
    private volatile bool _closed;

    internal ResourceNotificationService(IEnumerable<string> names)
    {
        foreach (var name in names)
            _states[name] = new(KnownResourceStates.NotStarted);
    }

    /// <summary>The state of this moment; an unknown name is refused.</summary>
    public CustomResourceSnapshot StateOf(string resourceName) => _states.TryGetValue(resourceName, out var state)
        ? state
        : throw new ArgumentException($"The topology has no resource '{resourceName}'; it has {string.Join(", ", _states.Keys.Order())}.", nameof(resourceName));

    /// <summary>Returns when the resource is healthy, and fails as soon as it cannot become so.</summary>
    public async Task WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
    {
        var state = await WaitAsync(resourceName, s => s.IsHealthy || IsTerminal(s), cancellationToken);
        if (!state.IsHealthy)
            throw new DistributedApplicationException($"Resource '{resourceName}' is {state.State} and will not become healthy. {state.Health}");
    }

    /// <summary>Returns when the resource is in the state, and fails as soon as it cannot reach it.</summary>
    public async Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
    {
        var target = targetState ?? KnownResourceStates.Running;
        var state = await WaitAsync(resourceName, s => s.State == target || s.State == KnownResourceStates.FailedToStart, cancellationToken);
        if (state.State != target)
            throw new DistributedApplicationException($"Resource '{resourceName}' is {state.State} and will not be {target}. {state.Health}");
    }

    internal void Set(string name, string state, bool isHealthy = false, string? health = null, int? exitCode = null, int? pid = null)
    {
        // A helper process has no state that anybody could ask for, and why something failed is not forgotten when it is cleared away.
        if (_states.TryGetValue(name, out var known) && known.State != KnownResourceStates.FailedToStart)
            _states[name] = new(state, isHealthy, health, exitCode, pid);
        Interlocked.Exchange(ref _changed, New()).TrySetResult();
    }

    /// <summary>The topology has stopped: whoever still waits, waits in vain.</summary>
    internal void Close()
    {
        _closed = true;
        Volatile.Read(ref _changed).TrySetResult();
    }

    private static bool IsTerminal(CustomResourceSnapshot state) => state.State == KnownResourceStates.FailedToStart || state.State == KnownResourceStates.Finished;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<CustomResourceSnapshot> WaitAsync(string name, Func<CustomResourceSnapshot, bool> condition, CancellationToken ct)
    {
        while (true)
        {
            // The signals are taken before the state is read, so a change between the two is not missed.
            var changed = Volatile.Read(ref _changed).Task;
            var closed = _closed;
            var state = StateOf(name);
            if (condition(state))
                return state;
            if (closed)
                throw new DistributedApplicationException($"The topology has stopped; '{name}' is {state.State}. {state.Health}");

            try
            {
                await changed.WaitAsync(ct);
            }
            catch (OperationCanceledException e)
            {
                throw new OperationCanceledException($"Gave up waiting for '{name}', which is {StateOf(name).State}. {StateOf(name).Health}", e, ct);
            }
        }
    }
}
