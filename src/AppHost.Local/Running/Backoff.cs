namespace TwinPlatform.AppHost.Local.Running;

/// <summary>When a process that died is started again, and when that is given up.</summary>
/// <remarks>Five ends within a minute are a crash loop: the cause will not go away by itself, and a person should read the log.</remarks>
internal sealed class Backoff(TimeProvider time)
{
    private const int Limit = 5;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private readonly Queue<DateTimeOffset> _ends = [];

    /// <summary>How long to wait after this end; null when it is a crash loop.</summary>
    public TimeSpan? NextDelay()
    {
        var now = time.GetUtcNow();
        while (_ends.TryPeek(out var oldest) && now - oldest > Window)
            _ends.Dequeue();
        _ends.Enqueue(now);
        return _ends.Count >= Limit ? null : First * Math.Pow(3, _ends.Count - 1);
    }
}
