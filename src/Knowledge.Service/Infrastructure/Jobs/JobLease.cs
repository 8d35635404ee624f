using TwinPlatform.Platform.Data;

namespace TwinPlatform.Knowledge.Infrastructure.Jobs;

/// <summary>
/// Claims, keeps and ends leases. A lease lasts 20 seconds and is renewed every 5, so that the work of a killed process goes on elsewhere after
/// 20 seconds at most. A worker that was merely asleep finds its token gone and commits nothing.
/// </summary>
internal sealed class JobLease(TenantDb db, CrossTenantDb crossTenant)
{
    private const string ClaimSql = """
        update knowledge.jobs
        set status = 'processing', attempt = attempt + 1, lease_token = @LeaseToken, lease_until = now() + interval '20 seconds',
            started_at = coalesce(started_at, now())
        where (tenant_id, job_id) = (
            select tenant_id, job_id
            from knowledge.jobs
            where (status = 'queued' and not_before <= now())
               or (status = 'processing' and lease_until < now())
            order by not_before, created_at
            limit 1
            for update skip locked)
        returning tenant_id as TenantId, job_id as JobId, twin_id as TwinId, source_id as SourceId, job_type as JobType, attempt as Attempt,
            @LeaseToken as LeaseToken
        """;

    private const string RenewSql = """
        update knowledge.jobs
        set lease_until = now() + interval '20 seconds'
        where job_id = @JobId and lease_token = @LeaseToken
        """;

    private const string FenceSql = "select job_id from knowledge.jobs where job_id = @JobId and lease_token = @LeaseToken for update";

    private const string StageSql = "update knowledge.jobs set stage = @Stage where job_id = @JobId";

    private const string LogSql = """
        insert into knowledge.job_logs (job_log_id, job_id, log_level, message)
        values (@JobLogId, @JobId, @Level, @Message)
        """;

    private const string EndSql = """
        update knowledge.jobs
        set status = @Status, error_code = @Code, error_message = @Sentence, completed_at = now(), lease_token = null, lease_until = null
        where job_id = @JobId
        """;

    private const string RetrySql = """
        update knowledge.jobs
        set status = 'queued', attempt = attempt - @Forgiven, not_before = now() + @DelaySeconds * interval '1 second', lease_token = null, lease_until = null
        where job_id = @JobId
        """;

    public Task<LeasedJob?> ClaimAsync(CancellationToken ct) =>
        crossTenant.QuerySingleOrDefaultAsync<LeasedJob>(ClaimSql, new { LeaseToken = Guid.CreateVersion7() }, ct);

    /// <returns>False when the lease is gone.</returns>
    public async Task<bool> RenewAsync(LeasedJob job, CancellationToken ct) =>
        await db.ExecuteAsync(job.TenantId, RenewSql, new { job.JobId, job.LeaseToken }, ct) == 1;

    /// <summary>A transaction that commits only while the lease holds.</summary>
    /// <exception cref="LeaseLostException">It does not.</exception>
    public Task RunFencedAsync(LeasedJob job, Func<ScopedTransaction, Task> work, CancellationToken ct) => db.RunAsync(
        job.TenantId,
        async tx =>
        {
            if (await tx.QuerySingleOrDefaultAsync<Guid?>(FenceSql, new { job.JobId, job.LeaseToken }) is null)
            {
                throw new LeaseLostException();
            }

            await work(tx);
        },
        ct);

    public static async Task EnterStageAsync(ScopedTransaction tx, LeasedJob job, string stage, string message)
    {
        await tx.ExecuteAsync(StageSql, new { job.JobId, Stage = stage });
        await LogAsync(tx, job, "info", message);
    }

    public static async Task CompleteAsync(ScopedTransaction tx, LeasedJob job, string message)
    {
        await tx.ExecuteAsync(EndSql, new { job.JobId, Status = "complete", Code = (string?)null, Sentence = (string?)null });
        await LogAsync(tx, job, "info", message);
    }

    public static async Task GiveUpAsync(ScopedTransaction tx, LeasedJob job, string status, string code, string sentence)
    {
        await tx.ExecuteAsync(EndSql, new { job.JobId, Status = status, Code = code, Sentence = sentence });
        await LogAsync(tx, job, "error", sentence);
    }

    /// <param name="tx">A fenced transaction.</param>
    /// <param name="job">The job to put back.</param>
    /// <param name="delay">How long it rests.</param>
    /// <param name="forgiven">True when the attempt does not count, because the process and not the job was to blame.</param>
    /// <param name="message">For the job's log.</param>
    public static async Task RetryAsync(ScopedTransaction tx, LeasedJob job, TimeSpan delay, bool forgiven, string message)
    {
        await tx.ExecuteAsync(RetrySql, new { job.JobId, Forgiven = forgiven ? 1 : 0, DelaySeconds = delay.TotalSeconds });
        await LogAsync(tx, job, "warning", message);
    }

    private static async Task LogAsync(ScopedTransaction tx, LeasedJob job, string level, string message) =>
        await tx.ExecuteAsync(LogSql, new { JobLogId = Guid.CreateVersion7(), job.JobId, Level = level, Message = message });
}
