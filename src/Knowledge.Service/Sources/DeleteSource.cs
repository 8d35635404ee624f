using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Knowledge.Infrastructure.Jobs;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Knowledge.Sources;

/// <summary>The source no longer exists for anybody; its rows, bytes and vectors are being removed.</summary>
/// <param name="JobId">The removal: <c>GET /v1/jobs/{jobId}</c> tells when nothing is left.</param>
public sealed record DeleteSourceResponse(Guid JobId);

/// <summary>The owner takes a source back. From this answer on no visitor is answered from it; a job removes what is stored.</summary>
internal static class DeleteSource
{
    private const string MarkSql = """
        update knowledge.sources
        set status = 'deleting', error_code = null, error_message = null, updated_at = now()
        where source_id = @SourceId
          and status <> 'deleting'
          and (@Reach::uuid[] is null or twin_id = any(@Reach))
        returning twin_id
        """;

    private const string CancelJobsSql = """
        update knowledge.jobs
        set status = 'canceled', completed_at = now(), lease_token = null, lease_until = null
        where source_id = @SourceId and status in ('queued', 'processing')
        """;

    private const string InsertJobSql = """
        insert into knowledge.jobs (job_id, twin_id, source_id, job_type)
        values (@JobId, @TwinId, @SourceId, 'deletion')
        """;

    public static async Task<Results<Accepted<DeleteSourceResponse>, ProblemHttpResult>> Handle(
        Guid sourceId, Caller caller, TenantDb db, JobBell bell, CancellationToken ct)
    {
        var jobId = Guid.CreateVersion7();
        var found = await db.RunAsync(
            caller.Tenant,
            async tx =>
            {
                if (await tx.QuerySingleOrDefaultAsync<Guid?>(MarkSql, new { SourceId = sourceId, Reach = caller.Twins?.ToArray() }) is not { } twinId)
                {
                    return false;
                }

                await tx.ExecuteAsync(CancelJobsSql, new { SourceId = sourceId });
                await tx.ExecuteAsync(InsertJobSql, new { JobId = jobId, TwinId = twinId, SourceId = sourceId });
                return true;
            },
            ct);
        if (!found)
        {
            return SourceErrors.NotFound;
        }

        bell.Ring();
        return TypedResults.Accepted($"/v1/jobs/{jobId}", new DeleteSourceResponse(jobId));
    }
}
