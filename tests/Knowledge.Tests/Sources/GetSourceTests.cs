using System.Net;
using TwinPlatform.Contracts;
using TwinPlatform.Testing;

namespace TwinPlatform.Knowledge.Tests.Sources;

[Collection(PlatformCollection.Name)]
public sealed class GetSourceTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task Another_tenants_source_is_not_found()
    {
        using var owner = await TestTenant.CreateAsync(platform);
        using var stranger = await TestTenant.CreateAsync(platform);
        var source = await owner.AddTextSourceAsync(await owner.NewTwinAsync(), "Tides", "The moon raises the tides.");

        using var response = await stranger.Client.GetAsync($"/v1/sources/{source.SourceId}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, "source.not_found");
    }

    [InfrastructureFact]
    public async Task A_source_of_a_twin_that_the_key_may_not_reach_is_not_found()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var (mine, other) = (await tenant.NewTwinAsync("Mine"), await tenant.NewTwinAsync("Other"));
        var source = await tenant.AddTextSourceAsync(other, "Tides", "The moon raises the tides.");
        using var client = tenant.ClientOf(await tenant.NewKeyAsync([Scopes.SourcesRead], [mine]));

        using var response = await client.GetAsync($"/v1/sources/{source.SourceId}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, "source.not_found");
    }
}
