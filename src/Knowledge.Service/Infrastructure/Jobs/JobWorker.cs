using Npgsql;

namespace TwinPlatform.Knowledge.Infrastructure.Jobs;

/// <summary>
/// Does background jobs, two at a time in each process. Several processes may work the same table: a claim is one statement that skips what others hold.
/// </summary>
internal sealed partial class JobWorker(
    JobLease lease, JobBell bell, IEnumerable<IJobRunner> runners, TimeProvider clock, ILogger<JobWorker> logger) : BackgroundService
{
    private const int ParallelJobs = 2;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, IJobRunner> _runners = runners.ToDictionary(runner => runner.JobType);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, ParallelJobs).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await lease.ClaimAsync(stopping) is { } job)
                {
                    await RunAsync(job, stopping);
                }
                else
                {
                    await bell.WaitAsync(Poll, clock, stopping);
                }
            }
            catch (NpgsqlException e)
            {
                LogDatabaseAway(e.SqlState);
                await Task.Delay(Poll, clock, stopping);
            }
        }
    }

    private async Task RunAsync(LeasedJob job, CancellationToken stopping)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var renewing = RenewAsync(job, held);
        try
        {
            // A process that dies of a job gets no chance to say so: the claims count.
            if (job.Attempt > RetryPolicy.MaxAttempts)
            {
                await GiveUpAsync(job, "dead_letter", "job.gave_up", $"The job did not finish in {RetryPolicy.MaxAttempts} attempts.", stopping);
                return;
            }

            await _runners[job.JobType].RunAsync(job, held.Token);
        }
        catch (LeaseLostException)
        {
            LogLeaseLost(job.JobId);
        }
        catch (JobRefusedException e)
        {
            await GiveUpAsync(job, "failed", e.Code, e.Message, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await PutBackAsync(job);
        }
#pragma warning disable CA1031 // Whatever went wrong, the job is tried again or ends with a reason; it is never lost.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await FailAsync(job, e, stopping);
        }
        finally
        {
            await held.CancelAsync();
            await renewing;
        }
    }

    private async Task FailAsync(LeasedJob job, Exception e, CancellationToken ct)
    {
        LogAttemptFailed(job.JobId, job.Attempt, e.GetType().Name, e);
        if (job.Attempt >= RetryPolicy.MaxAttempts)
        {
            await GiveUpAsync(job, "dead_letter", "job.gave_up", $"The job failed {RetryPolicy.MaxAttempts} times; the service's log has the reasons.", ct);
            return;
        }

        var delay = RetryPolicy.DelayAfter(job.Attempt, Random.Shared.NextDouble());
        await IfStillHeldAsync(job, () => lease.RunFencedAsync(
            job, tx => JobLease.RetryAsync(tx, job, delay, forgiven: false, $"Attempt {job.Attempt} failed ({e.GetType().Name}); the next is in {delay.TotalSeconds:0} s."), ct));
    }

    private Task GiveUpAsync(LeasedJob job, string status, string code, string sentence, CancellationToken ct) => IfStillHeldAsync(
        job,
        () => lease.RunFencedAsync(
            job,
            async tx =>
            {
                await JobLease.GiveUpAsync(tx, job, status, code, sentence);
                await _runners[job.JobType].GiveUpAsync(tx, job, code, sentence);
            },
            ct));

    /// <summary>The process is being stopped: the next one may take the job at once.</summary>
    private async Task PutBackAsync(LeasedJob job)
    {
        using var briefly = new CancellationTokenSource(TimeSpan.FromSeconds(5), clock);
        await IfStillHeldAsync(job, () => lease.RunFencedAsync(
            job, tx => JobLease.RetryAsync(tx, job, TimeSpan.Zero, forgiven: true, "The process was stopped; the job was put back."), briefly.Token));
    }

    private async Task IfStillHeldAsync(LeasedJob job, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (LeaseLostException)
        {
            LogLeaseLost(job.JobId);
        }
    }

    private async Task RenewAsync(LeasedJob job, CancellationTokenSource held)
    {
        try
        {
            using var timer = new PeriodicTimer(RenewEvery, clock);
            while (await timer.WaitForNextTickAsync(held.Token))
            {
                if (!await lease.RenewAsync(job, held.Token))
                {
                    await held.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (NpgsqlException e)
        {
            // Without a database nothing can be committed either; the fence decides later whether the lease survived.
            LogDatabaseAway(e.SqlState);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} passed to another worker or was canceled")]
    private partial void LogLeaseLost(Guid jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Attempt {Attempt} of job {JobId} failed ({Reason})")]
    private partial void LogAttemptFailed(Guid jobId, int attempt, string reason, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database did not serve the job worker (SQL state {SqlState}); trying again")]
    private partial void LogDatabaseAway(string? sqlState);
}
