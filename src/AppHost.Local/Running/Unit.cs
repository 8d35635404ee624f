using Aspire.Hosting.ApplicationModel;
using TwinPlatform.AppHost.Local.Processes;

namespace TwinPlatform.AppHost.Local.Running;

/// <summary>One supervised process: what it waits for, how it is started, when it is ready, how it is stopped.</summary>
internal abstract class Unit(string name)
{
    public string Name => name;

    /// <summary>The resource that others see; null for a helper process of another unit.</summary>
    public IResource? Resource { get; init; }

    public List<Dependency> Dependencies { get; } = [];

    /// <summary>True for a process that is expected to end by itself: somebody waits for its completion.</summary>
    public bool IsJob { get; set; }

    /// <summary>True for a process that ends well with exit code 0, though nobody waits for that.</summary>
    public virtual bool MayFinish => false;

    public virtual Signal StopSignal => Signal.Terminate;

    public virtual TimeSpan StopGrace => TimeSpan.FromSeconds(20);

    /// <summary>The ports that this process is about to take.</summary>
    public abstract IEnumerable<int> Ports { get; }

    /// <summary>Work before each start, for example creating the data directory.</summary>
    public virtual Task PrepareAsync(CancellationToken ct) => Task.CompletedTask;

    public abstract Task<ProcessSpec> DescribeAsync(CancellationToken ct);

    /// <summary>Null when the process does its work, else the reason why not yet.</summary>
    public abstract Task<string?> UnhealthyBecauseAsync(CancellationToken ct);

    /// <summary>Lines that say nothing to a developer; the log file has them all the same.</summary>
    public virtual bool IsNoise(string line) => false;
}

/// <summary>A unit waits for another: until it is healthy, or until it has ended with this exit code.</summary>
internal sealed record Dependency(Unit On, int? CompletedWith);
