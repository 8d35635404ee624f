using System.Net;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Governance.Tests.Twins;

[Collection(PlatformCollection.Name)]
public sealed class GetTwinTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task Another_tenants_twin_is_not_found_and_stays_with_its_owner()
    {
        using var owner = await TestTenant.CreateAsync(platform);
        using var stranger = await TestTenant.CreateAsync(platform);
        var twin = await owner.NewTwinAsync();

        // The owner first: what the gateway remembers of this must not open the twin to others.
        using var seen = await owner.Client.GetAsync($"/v1/twins/{twin}");
        using var hidden = await stranger.Client.GetAsync($"/v1/twins/{twin}");

        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        await ProblemAssert.IsAsync(hidden, HttpStatusCode.NotFound, "twin.not_found");
    }

    [InfrastructureTheory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("not-an-id")]
    public async Task A_twin_that_does_not_exist_is_not_found(string id)
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        using var response = await tenant.Client.GetAsync($"/v1/twins/{id}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, "twin.not_found");
    }
}
