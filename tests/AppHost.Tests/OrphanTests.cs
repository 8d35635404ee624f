using TwinPlatform.AppHost.Local.Processes;
using Xunit;

namespace TwinPlatform.AppHost.Tests;

/// <summary>However the host ends, none of its processes stays, and the next start on the same data is healthy.</summary>
public sealed class OrphanTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Nothing_stays_behind_when_the_host_is_asked_to_stop_is_killed_or_is_killed_with_its_group()
    {
        var asked = await SampleHost.StartAsync(_data);
        var address = asked.ConnectionStringOf("twindb");
        var children = ChildrenOf(asked);
        Native.Signal(asked.Pid, Signal.Terminate);
        Assert.Equal(0, await asked.ExitAsync());
        Assert.DoesNotContain(children, IsAlive);
        Assert.False(File.Exists(Path.Combine(_data, "platform.json")));

        // Nobody waits between the kill and the next start, as a user in a hurry would not.
        var killed = await SampleHost.StartAsync(_data);
        children = ChildrenOf(killed);
        Native.Signal(killed.Pid, Signal.Kill);
        var next = await SampleHost.StartAsync(_data);
        Assert.DoesNotContain(children, IsAlive);
        Assert.Equal(address, next.ConnectionStringOf("twindb"));

        children = ChildrenOf(next);
        Native.Signal(-next.Pid, Signal.Kill);
        await next.Until(() => !children.Exists(IsAlive), "every process below the host is gone");
    }

    [Fact]
    public async Task Two_platforms_run_side_by_side()
    {
        using var otherData = new TemporaryDirectory();
        var starts = await Task.WhenAll(SampleHost.StartAsync(_data), SampleHost.StartAsync(otherData));
        await using var one = starts[0];
        await using var two = starts[1];

        Assert.NotEqual(one.ConnectionStringOf("twindb"), two.ConnectionStringOf("twindb"));
        Assert.NotEqual(one.Platform()!.Value.GetProperty("gateway").GetString(), two.Platform()!.Value.GetProperty("gateway").GetString());
    }

    /// <summary>The database alone has five, so an empty list would be a mistake of this test.</summary>
    private static List<(int Pid, string StartTime)> ChildrenOf(SampleHost host)
    {
        var children = host.Descendants();
        Assert.InRange(children.Count, 8, int.MaxValue);
        return children;
    }

    private static bool IsAlive((int Pid, string StartTime) process) => ProcessTable.StartTime(process.Pid) == process.StartTime;
}
