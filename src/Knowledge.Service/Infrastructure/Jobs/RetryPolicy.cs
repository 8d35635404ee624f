namespace TwinPlatform.Knowledge.Infrastructure.Jobs;

/// <summary>How often a job is tried, and how long it rests in between.</summary>
internal static class RetryPolicy
{
    /// <summary>After this many attempts the job goes to the dead letters.</summary>
    public const int MaxAttempts = 6;

    /// <summary>The rest after a failed attempt: 2, 10, 30, 60, 120 seconds, each lengthened by up to a quarter so that jobs that failed together do not return together.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="jitter">0 to 1, by chance.</param>
    public static TimeSpan DelayAfter(int attempt, double jitter) =>
        TimeSpan.FromSeconds((attempt switch { 1 => 2, 2 => 10, 3 => 30, 4 => 60, _ => 120 }) * (1 + (0.25 * jitter)));
}
