using TwinPlatform.Contracts.Events.Knowledge;
using TwinPlatform.Knowledge.Infrastructure.Jobs;
using TwinPlatform.Knowledge.Infrastructure.Pinecone;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Data.Outbox;

namespace TwinPlatform.Knowledge.Sources;

/// <summary>
/// What is stored of a deleted source goes: first the vectors, then the rows that name them. Killed in between, it finds the same rows again and
/// deletes vectors that are no longer there, which is no error.
/// </summary>
internal sealed class RemoveSource(TenantDb db, JobLease lease, PineconeVectorIndex vectors, TimeProvider clock) : IJobRunner
{
    private const string ChunksSql = "select chunk_id from knowledge.chunks where source_id = @SourceId";

    private const string DeleteSql = "delete from knowledge.sources where source_id = @SourceId";

    public string JobType => "deletion";

    public async Task RunAsync(LeasedJob job, CancellationToken ct)
    {
        var chunks = await db.QueryAsync<Guid>(job.TenantId, ChunksSql, new { job.SourceId }, ct);
        await vectors.DeleteAsync(job.TwinId.ToString(), [.. chunks.Select(id => id.ToString())], ct);
        await lease.RunFencedAsync(
            job,
            async tx =>
            {
                await tx.ExecuteAsync(DeleteSql, new { job.SourceId });
                await JobLease.CompleteAsync(tx, job, $"Removed with {chunks.Count} passages.");
                await tx.PublishAsync(new SourceDeleted(Guid.CreateVersion7(), job.TenantId, job.TwinId, clock.GetUtcNow(), job.SourceId!.Value, chunks.Count));
            },
            ct);
    }

    /// <remarks>The source stays invisible and keeps its rows: the dead letter is the operator's to try again.</remarks>
    public Task GiveUpAsync(ScopedTransaction tx, LeasedJob job, string code, string sentence) => Task.CompletedTask;
}
