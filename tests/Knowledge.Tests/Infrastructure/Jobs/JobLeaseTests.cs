using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TwinPlatform.Contracts;
using TwinPlatform.Knowledge.Infrastructure.Jobs;
using TwinPlatform.Platform.Data;
using TwinPlatform.Testing;

namespace TwinPlatform.Knowledge.Tests.Infrastructure.Jobs;

/// <summary>The fence between a worker that lost its lease and the tables.</summary>
public sealed class JobLeaseTests(TestInfrastructure infrastructure) : IClassFixture<TestInfrastructure>
{
    private const string QueueSql = "insert into knowledge.jobs (job_id, twin_id, job_type) values (@JobId, @JobId, 'ingestion')";
    private const string RunOutSql = "update knowledge.jobs set lease_until = now() - interval '1 second'";
    private const string CancelSql = "update knowledge.jobs set status = 'canceled', completed_at = now(), lease_token = null, lease_until = null";
    private const string MarkSql = "update knowledge.jobs set error_message = 'a stale worker was here'";
    private const string MarkedSql = "select count(*)::int from knowledge.jobs where error_message is not null";

    [InfrastructureFact]
    public async Task Whoever_lost_the_lease_commits_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure);
        await using var services = Services(database);
        var (lease, db, tenant) = (services.GetRequiredService<JobLease>(), services.GetRequiredService<TenantDb>(), TenantId.Create());
        await db.ExecuteAsync(tenant, QueueSql, new { JobId = Guid.CreateVersion7() }, default);
        var stale = (await lease.ClaimAsync(default))!;
        Assert.Null(await lease.ClaimAsync(default));

        await db.ExecuteAsync(tenant, RunOutSql, null, default);
        var current = (await lease.ClaimAsync(default))!;

        Assert.Equal((stale.JobId, 2), (current.JobId, current.Attempt));
        Assert.False(await lease.RenewAsync(stale, default));
        await Assert.ThrowsAsync<LeaseLostException>(() => lease.RunFencedAsync(stale, tx => tx.ExecuteAsync(MarkSql), default));
        Assert.Equal(0, await db.QuerySingleOrDefaultAsync<int>(tenant, MarkedSql, null, default));
        Assert.True(await lease.RenewAsync(current, default));
        await lease.RunFencedAsync(current, tx => tx.ExecuteAsync(MarkSql), default);
        Assert.Equal(1, await db.QuerySingleOrDefaultAsync<int>(tenant, MarkedSql, null, default));
    }

    [InfrastructureFact]
    public async Task A_canceled_job_is_not_claimed_and_its_worker_commits_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure);
        await using var services = Services(database);
        var (lease, db, tenant) = (services.GetRequiredService<JobLease>(), services.GetRequiredService<TenantDb>(), TenantId.Create());
        await db.ExecuteAsync(tenant, QueueSql, new { JobId = Guid.CreateVersion7() }, default);
        var job = (await lease.ClaimAsync(default))!;

        await db.ExecuteAsync(tenant, CancelSql, null, default);

        Assert.Null(await lease.ClaimAsync(default));
        await Assert.ThrowsAsync<LeaseLostException>(() => lease.RunFencedAsync(job, tx => tx.ExecuteAsync(MarkSql), default));
    }

    private static ServiceProvider Services(TestDatabase database)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration["ConnectionStrings:twindb"] = database.ConnectionStringOf("twin_knowledge");
        builder.Services.AddLogging();
        builder.AddTenantData("knowledge");
        builder.Services.AddSingleton<JobLease>();
        return builder.Services.BuildServiceProvider();
    }
}
