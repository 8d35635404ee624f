using System.Diagnostics;

namespace TwinPlatform.AppHost.Local.Processes;

/// <summary>Waiting for a fact that announces itself to nobody.</summary>
internal static class Probe
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>True as soon as the condition holds, false when the time is over.</summary>
    public static async Task<bool> UntilAsync(Func<bool> condition, TimeSpan patience, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > patience)
                return false;
            await Task.Delay(Interval, ct);
        }

        return true;
    }
}
