using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace TwinPlatform.Database;

/// <summary>
/// Tries again while others hold the locks that a step needs. A statement that queues for an exclusive lock makes everybody queue behind it, so it gives up
/// after a tenth of a second, and the step is rolled back and lets them pass.
/// </summary>
/// <param name="connectionString">For a second connection, from which the first can be seen waiting.</param>
/// <param name="patience">After this long it is given up.</param>
/// <param name="say">Receives a line for each new attempt.</param>
internal sealed class LockRetry(string connectionString, TimeSpan patience, Action<string> say)
{
    public const string LockTimeout = "100ms";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    /// <param name="step">What the lines call it.</param>
    /// <param name="connection">The connection that <paramref name="attempt"/> uses.</param>
    /// <param name="attempt">Leaves nothing behind when it fails.</param>
    /// <param name="ct">Cancels the pauses.</param>
    /// <exception cref="MigrationException">The lock was not to be had, or the attempt failed for another reason.</exception>
    public async Task RunAsync(string step, NpgsqlConnection connection, Func<Task> attempt, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            await attempt();
            return;
        }
        catch (MigrationException e) when (IsLockedOut(e))
        {
            say($"again {step}: it could not have its locks at once");
        }

        await using var watch = await LockWatch.OpenAsync(connectionString, connection.ProcessID, ct);
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var jittered = pause * (0.5 + Random.Shared.NextDouble());
            await Task.Delay(jittered, ct);
            try
            {
                await watch.RunAsync(attempt, ct);
                return;
            }
            catch (MigrationException e) when (IsLockedOut(e) && clock.Elapsed < patience)
            {
                say($"again {step}: {watch.Holder ?? "another session holds a lock"}");
            }
            catch (MigrationException e) when (IsLockedOut(e))
            {
                throw new MigrationException(
                    string.Create(CultureInfo.InvariantCulture, $"{e.Message} It was tried for {clock.Elapsed.TotalSeconds:F0} s. {watch.Holder ?? "Another session holds a lock"}: ")
                    + "wait for its end or end it (select pg_terminate_backend(pid)), then run this again.",
                    e);
            }
        }
    }

    private static bool IsLockedOut(MigrationException e) =>
        e.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected };
}
