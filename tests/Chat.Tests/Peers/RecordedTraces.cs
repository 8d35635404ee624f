using System.Collections.Concurrent;
using System.Diagnostics;

namespace TwinPlatform.Chat.Tests.Peers;

/// <summary>Every tag and event of every activity of the process, as text.</summary>
internal sealed class RecordedTraces : IDisposable
{
    private readonly ConcurrentQueue<Activity> _activities = new();
    private readonly ActivityListener _listener;

    public RecordedTraces()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _activities.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<string> Texts =>
    [
        .. _activities.SelectMany(activity => activity.TagObjects
            .Concat(activity.Events.SelectMany(one => one.Tags))
            .Select(tag => $"{activity.DisplayName} {tag.Key}={tag.Value}")),
    ];

    public void Dispose() => _listener.Dispose();
}
