using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TwinPlatform.Contracts;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Governance.Tests.Tenants;

[Collection(PlatformCollection.Name)]
public sealed class CreateTenantTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task The_operator_gets_a_tenant_whose_first_key_works_at_once()
    {
        using var tenant = await TestTenant.CreateAsync(platform);

        Assert.Empty((await tenant.Client.GetFromJsonAsync<JsonNode>("/v1/twins"))!["items"]!.AsArray());
    }

    [InfrastructureFact]
    public async Task The_first_key_can_do_everything_in_the_tenant_and_make_no_tenants()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var key = Assert.Single((await tenant.Client.GetFromJsonAsync<JsonNode>("/v1/api-keys"))!["items"]!.AsArray())!;

        Assert.Equal(Scopes.Grantable, key["scopes"]!.AsArray().Select(scope => (string)scope!));
        Assert.True((bool?)key["allTwins"]);
        using var response = await tenant.Client.PostAsJsonAsync("/v1/tenants", new { name = "Mine" });
        await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, "key.insufficient_scope");
    }

    [InfrastructureTheory]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_tenant_has_a_name(string? name)
    {
        using var client = platform.CreateClient(platform.File.Parameters["operator-key"]);
        using var response = await client.PostAsJsonAsync("/v1/tenants", new { name });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [InfrastructureFact]
    public async Task Each_tenant_sees_its_own_twins_only()
    {
        using var one = await TestTenant.CreateAsync(platform);
        using var other = await TestTenant.CreateAsync(platform);
        var twin = await one.NewTwinAsync("Ada");
        await other.NewTwinAsync("Ada");

        var seen = (await one.Client.GetFromJsonAsync<JsonNode>("/v1/twins"))!["items"]!.AsArray();

        Assert.Equal(twin.ToString(), (string?)Assert.Single(seen)!["twinId"]);
    }
}
