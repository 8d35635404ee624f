using System.Net;
using TwinPlatform.Testing;

namespace TwinPlatform.Knowledge.Tests.Jobs;

[Collection(PlatformCollection.Name)]
public sealed class GetJobTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task The_owner_follows_an_ingestion_to_its_end()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = await tenant.NewTwinAsync();
        var source = await tenant.AddTextSourceAsync(twin, "Tides", "The moon raises the tides.");

        var job = await tenant.GetAsync($"/v1/jobs/{source.JobId}");

        Assert.Equal("ingestion", (string?)job["jobType"]);
        Assert.Equal("complete", (string?)job["status"]);
        Assert.Equal(source.SourceId, (Guid?)job["sourceId"]);
        Assert.Equal(1, (int?)job["attempt"]);
        Assert.NotNull(job["completedAt"]);
        Assert.NotEmpty(job["logs"]!.AsArray());
    }

    [InfrastructureFact]
    public async Task Another_tenants_job_is_not_found()
    {
        using var owner = await TestTenant.CreateAsync(platform);
        using var stranger = await TestTenant.CreateAsync(platform);
        var source = await owner.AddTextSourceAsync(await owner.NewTwinAsync(), "Tides", "The moon raises the tides.");

        using var response = await stranger.Client.GetAsync($"/v1/jobs/{source.JobId}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, "job.not_found");
    }
}
