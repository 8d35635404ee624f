using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TwinPlatform.Contracts;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Governance.Tests.ApiKeys;

/// <summary>Revocation stays within the reach of the key that does it; how fast it takes effect is the gateway's promise.</summary>
[Collection(PlatformCollection.Name)]
public sealed class RevokeApiKeyTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task A_revoked_key_is_listed_with_its_time_and_revoking_it_again_succeeds()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var key = await tenant.NewKeyAsync([Scopes.TwinsRead]);

        using var first = await tenant.Client.DeleteAsync($"/v1/api-keys/{key.ApiKeyId}");
        var revokedAt = await RevokedAtAsync(tenant, key);
        using var second = await tenant.Client.DeleteAsync($"/v1/api-keys/{key.ApiKeyId}");

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        Assert.NotNull(revokedAt);
        Assert.Equal(HttpStatusCode.NoContent, second.StatusCode);
        Assert.Equal(revokedAt, await RevokedAtAsync(tenant, key));
    }

    [InfrastructureFact]
    public async Task Another_tenants_key_is_not_found_and_keeps_working()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        using var stranger = await TestTenant.CreateAsync(platform);

        using var response = await stranger.Client.DeleteAsync($"/v1/api-keys/{tenant.ApiKeyId}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, "api_key.not_found");
        using var still = await tenant.Client.GetAsync("/v1/twins");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [InfrastructureFact]
    public async Task A_key_limited_to_twins_neither_sees_nor_revokes_a_wider_one()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = await tenant.NewTwinAsync();
        using var client = tenant.ClientOf(await tenant.NewKeyAsync([Scopes.KeysRead, Scopes.KeysWrite], [twin]));

        using var response = await client.DeleteAsync($"/v1/api-keys/{tenant.ApiKeyId}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, "api_key.not_found");
        Assert.Single((await client.GetFromJsonAsync<JsonNode>("/v1/api-keys"))!["items"]!.AsArray());
    }

    private static async Task<string?> RevokedAtAsync(TestTenant tenant, TestKey key) =>
        (string?)(await tenant.Client.GetFromJsonAsync<JsonNode>("/v1/api-keys"))!["items"]!.AsArray()
            .Single(item => (string?)item!["apiKeyId"] == key.ApiKeyId.ToString())!["revokedAt"];
}
