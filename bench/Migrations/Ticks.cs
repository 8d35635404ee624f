using System.Collections.Concurrent;
using System.Diagnostics;

namespace TwinPlatform.Migrations;

/// <summary>Operations by the tenth of a second in which they ended.</summary>
internal sealed class Ticks
{
    private const int PerSecond = 10;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConcurrentDictionary<int, int> _counts = new();

    /// <summary>The present tenth of a second.</summary>
    public int Now => (int)(_clock.Elapsed.TotalSeconds * PerSecond);

    public void Add() => _counts.AddOrUpdate(Now, 1, (_, count) => count + 1);

    /// <summary>The median of all seconds that end before a tenth; the first half second is for warming up.</summary>
    public double MedianSecondUntil(int tenth) => Seconds(PerSecond / 2, tenth).Order().ElementAt((tenth - (PerSecond / 2) - PerSecond) / 2);

    /// <summary>The least of all seconds after a tenth, wherever they begin.</summary>
    public double LowestSecondFrom(int tenth) => Seconds(tenth, Now).Min();

    private IEnumerable<double> Seconds(int from, int to) => Enumerable.Range(from, Math.Max(to - from - PerSecond, 1))
        .Select(start => (double)Enumerable.Range(start, PerSecond).Sum(tenth => _counts.GetValueOrDefault(tenth)));
}
