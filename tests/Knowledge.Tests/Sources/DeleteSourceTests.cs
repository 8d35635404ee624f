using System.Net;
using TwinPlatform.Testing;

namespace TwinPlatform.Knowledge.Tests.Sources;

[Collection(PlatformCollection.Name)]
public sealed class DeleteSourceTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task A_deleted_source_is_gone_and_the_twin_no_longer_answers_from_it()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = await tenant.NewTwinAsync();
        var source = await tenant.AddTextSourceAsync(twin, "Tides", "The moon raises the tides of the sea. Spring tides come at full moon and at new moon.");

        using var deleted = await tenant.Client.DeleteAsync($"/v1/sources/{source.SourceId}");

        Assert.Equal(HttpStatusCode.Accepted, deleted.StatusCode);
        var job = await tenant.JobEndedAsync((Guid)(await TestTenant.BodyAsync(deleted))["jobId"]!);
        Assert.Equal("complete", (string?)job["status"]);
        using var gone = await tenant.Client.GetAsync($"/v1/sources/{source.SourceId}");
        await ProblemAssert.IsAsync(gone, HttpStatusCode.NotFound, "source.not_found");
        Assert.False((bool?)(await tenant.AskAsync(twin, "What raises the tides of the sea?"))["answered"]);
    }

    [InfrastructureFact]
    public async Task Another_tenants_source_is_not_found_and_stays()
    {
        using var owner = await TestTenant.CreateAsync(platform);
        using var stranger = await TestTenant.CreateAsync(platform);
        var source = await owner.AddTextSourceAsync(await owner.NewTwinAsync(), "Tides", "The moon raises the tides.");

        using var response = await stranger.Client.DeleteAsync($"/v1/sources/{source.SourceId}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, "source.not_found");
        Assert.Equal("live", (string?)(await owner.GetAsync($"/v1/sources/{source.SourceId}"))["status"]);
    }
}
