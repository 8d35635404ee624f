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
        var port = await StartAndEnd(host => Native.Signal(host.Pid, Signal.Terminate), expectedExit: 0);
        Assert.False(File.Exists(Path.Combine(_data, "platform.json")));

        var portAfterKill = await StartAndEnd(host => Native.Signal(host.Pid, Signal.Kill), expectedExit: 137);
        var portAfterGroupKill = await StartAndEnd(host => Native.Signal(-host.Pid, Signal.Kill), expectedExit: 137);

        Assert.Equal(port, portAfterKill);
        Assert.Equal(port, portAfterGroupKill);
    }

    /// <summary>Nobody waits for anything between the kill and the next start, as a user in a hurry would not.</summary>
    [Fact]
    public async Task A_start_right_after_a_kill_waits_for_what_is_still_going_down()
    {
        var first = await SampleHost.StartAsync(_data);
        Native.Signal(first.Pid, Signal.Kill);

        await using var second = await SampleHost.StartAsync(_data);

        Assert.NotNull(second.Platform());
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

    private async Task<string> StartAndEnd(Action<SampleHost> end, int expectedExit)
    {
        var host = await SampleHost.StartAsync(_data);
        var children = host.Descendants();
        Assert.InRange(children.Count, 5, int.MaxValue);
        var address = host.ConnectionStringOf("twindb");

        end(host);

        Assert.Equal(expectedExit, await host.ExitAsync());
        await host.Until(() => children.TrueForAll(child => ProcessTable.StartTime(child.Pid) != child.StartTime), "every process below the host is gone");
        return address;
    }
}
