using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Contracts;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Principal;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Knowledge.Jobs;

/// <summary>A job as the API shows it.</summary>
/// <param name="JobId">The job's id.</param>
/// <param name="TwinId">The twin it is about.</param>
/// <param name="SourceId">The source it is about; null once the source is gone.</param>
/// <param name="JobType"><c>ingestion</c> or <c>deletion</c>.</param>
/// <param name="Status"><c>queued</c>, <c>processing</c>, <c>complete</c>, <c>failed</c>, <c>dead_letter</c> (given up after several attempts) or <c>canceled</c>.</param>
/// <param name="Stage">How far the current attempt is: <c>parsing</c> while the file is read and cut, then <c>indexing</c>.</param>
/// <param name="Attempt">1 for the first attempt; 0 before it.</param>
/// <param name="ErrorCode">Why it failed, as a stable code.</param>
/// <param name="ErrorMessage">Why it failed and what to change.</param>
/// <param name="CreatedAt">When it was queued.</param>
/// <param name="StartedAt">When the first attempt began.</param>
/// <param name="CompletedAt">When it ended, well or not.</param>
/// <param name="Logs">What happened, oldest first; the last 100 entries.</param>
public sealed record JobView(
    Guid JobId,
    TwinId TwinId,
    Guid? SourceId,
    string JobType,
    string Status,
    string? Stage,
    int Attempt,
    string? ErrorCode,
    string? ErrorMessage,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    IReadOnlyList<JobLogView> Logs);

/// <summary>One entry of a job's log.</summary>
/// <param name="Level"><c>info</c>, <c>warning</c> or <c>error</c>.</param>
/// <param name="Message">What happened; never content of a document.</param>
/// <param name="CreatedAt">When.</param>
public sealed record JobLogView(string Level, string Message, DateTimeOffset CreatedAt);

/// <summary>The owner follows a job.</summary>
internal static class GetJob
{
    private const string FindSql = """
        select job_id as JobId, twin_id as TwinId, source_id as SourceId, job_type as JobType, status as Status, stage as Stage, attempt as Attempt,
            error_code as ErrorCode, error_message as ErrorMessage, created_at as CreatedAt, started_at as StartedAt, completed_at as CompletedAt
        from knowledge.jobs
        where job_id = @JobId
        """;

    private const string LogsSql = """
        select level as Level, message as Message, created_at as CreatedAt
        from (
            select log_level as level, message, created_at, job_log_id
            from knowledge.job_logs
            where job_id = @JobId
            order by created_at desc, job_log_id desc
            limit 100) as newest
        order by created_at, job_log_id
        """;

    private static ProblemHttpResult NotFound => Problem.NotFound("job.not_found", "No such job. Check its id, and that this key may reach its twin.");

    public static async Task<Results<Ok<JobView>, ProblemHttpResult>> Handle(Guid jobId, Caller caller, TenantDb db, CancellationToken ct)
    {
        var view = await db.RunAsync(
            caller.Tenant,
            async tx => await tx.QuerySingleOrDefaultAsync<JobRow>(FindSql, new { JobId = jobId }) is { } job && caller.MayReach(job.TwinId.Value)
                ? job.View(await tx.QueryAsync<LogRow>(LogsSql, new { JobId = jobId }))
                : null,
            ct);
        return view is null ? NotFound : TypedResults.Ok(view);
    }

    private sealed record JobRow(
        Guid JobId, TwinId TwinId, Guid? SourceId, string JobType, string Status, string? Stage, int Attempt, string? ErrorCode, string? ErrorMessage,
        DateTime CreatedAt, DateTime? StartedAt, DateTime? CompletedAt)
    {
        public JobView View(IReadOnlyList<LogRow> logs) => new(
            JobId, TwinId, SourceId, JobType, Status, Stage, Attempt, ErrorCode, ErrorMessage, CreatedAt, StartedAt, CompletedAt,
            [.. logs.Select(log => new JobLogView(log.Level, log.Message, log.CreatedAt))]);
    }

    private sealed record LogRow(string Level, string Message, DateTime CreatedAt);
}
