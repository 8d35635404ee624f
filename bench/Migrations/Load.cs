using System.Diagnostics;
using Npgsql;

namespace TwinPlatform.Migrations;

/// <summary>What the load felt of a step.</summary>
/// <param name="Lowest">Operations in its worst second, relative to the median second before the step.</param>
/// <param name="Duration">How long the step took, retries included.</param>
internal sealed record Felt(double Lowest, TimeSpan Duration);

/// <summary>A steady load on every table that there is.</summary>
internal static class Load
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(6);

    /// <summary>Runs a step in the middle of the load, while a slow reader holds on to every table.</summary>
    public static async Task<Felt> UnderAsync(string owner, Func<Task> step)
    {
        var tables = await BusyTable.ReadAsync(owner);
        using var end = new CancellationTokenSource();
        var done = new Ticks();
        var workers = Enumerable.Range(0, 4).Select(number => WorkAsync(owner, tables, number, done, end.Token)).ToList();
        await Task.Delay(Before);

        var start = done.Now;
        using var stopReading = new CancellationTokenSource();
        var hasRead = new TaskCompletionSource();
        var reading = ReadSlowlyAsync(owner, tables, hasRead, stopReading.Token);
        await await Task.WhenAny(hasRead.Task, reading);
        var clock = Stopwatch.StartNew();
        await step();
        var duration = clock.Elapsed;
        await stopReading.CancelAsync();
        await reading;

        await Task.Delay(After);
        await end.CancelAsync();
        await Task.WhenAll(workers);
        return new Felt(done.LowestSecondFrom(start) / done.MedianSecondUntil(start), duration);
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    /// <remarks>A table may move or change shape under the load, which a service of the last release would notice too; what counts here is that it never waits.</remarks>
    private static async Task WorkAsync(string owner, IReadOnlyList<BusyTable> tables, int number, Ticks done, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        for (var turn = number; !ct.IsCancellationRequested; turn++)
        {
            var table = tables.Count == 0 ? null : tables[turn % tables.Count];
            try
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                await using var command = new NpgsqlCommand(table is null ? "select 1" : turn / Math.Max(tables.Count, 1) % 2 == 0 ? table.ReadSql : table.WriteSql, connection);
                await command.ExecuteNonQueryAsync(ct);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName)
            {
                tables = [.. tables.Where(other => other != table)];
            }
            catch (OperationCanceledException)
            {
                return;
            }

            done.Add();
        }
    }

    private static async Task ReadSlowlyAsync(string owner, IReadOnlyList<BusyTable> tables, TaskCompletionSource hasRead, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(owner) { Pooling = false, ApplicationName = "slow reader" }.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"select count(*) from {table.Name}", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }

        hasRead.SetResult();
        try
        {
            await Task.Delay(Reading, ct);
        }
        catch (OperationCanceledException)
        {
            // The step is done: nothing is left to be held up.
        }
    }
}
