using System.Diagnostics;
using Xunit.Sdk;

namespace TwinPlatform.Testing;

/// <summary>The only waiting in tests: looks again and again until what should become true is true, and fails at a deadline with what was waited for.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    public static Task TrueAsync(Func<bool> probe, TimeSpan deadline, string what) =>
        TrueAsync(() => Task.FromResult(probe()), deadline, what);

    public static Task TrueAsync(Func<Task<bool>> probe, TimeSpan deadline, string what) =>
        GetAsync(async () => await probe() ? "yes" : null, deadline, what);

    /// <returns>The first result that is not null.</returns>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> probe, TimeSpan deadline, string what)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (await probe() is { } found)
            {
                return found;
            }

            if (clock.Elapsed > deadline)
            {
                throw new XunitException($"Not within {deadline.TotalSeconds:0.#} s: {what}");
            }

            await Task.Delay(Interval);
        }
    }
}
