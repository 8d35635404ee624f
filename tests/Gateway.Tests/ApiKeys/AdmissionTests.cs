using System.Net;
using System.Net.Http.Json;
using TwinPlatform.Contracts;
using TwinPlatform.Gateway.Routes;
using TwinPlatform.Platform.ApiKeys;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Gateway.Tests.ApiKeys;

/// <summary>Who gets in, and who is told what instead.</summary>
[Collection(PlatformCollection.Name)]
public sealed class AdmissionTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task Every_public_route_is_closed_without_a_key()
    {
        using var client = platform.CreateClient();
        foreach (var route in RouteTable.All)
        {
            using var response = await client.SendAsync(Request(route));

            await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, "key.missing");
            Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        }
    }

    [InfrastructureFact]
    public async Task Every_public_route_refuses_a_key_without_its_scope()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        foreach (var route in RouteTable.All)
        {
            var others = Scopes.Grantable.Where(scope => scope != route.Scope).ToList();
            using var client = tenant.ClientOf(await tenant.NewKeyAsync(others));
            using var response = await client.SendAsync(Request(route));

            await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, "key.insufficient_scope");
        }
    }

    [InfrastructureFact]
    public async Task Every_route_of_a_twin_hides_another_tenants_twin_as_if_there_were_none()
    {
        using var owner = await TestTenant.CreateAsync(platform);
        using var stranger = await TestTenant.CreateAsync(platform);
        var twin = await owner.NewTwinAsync();
        foreach (var route in RouteTable.All.Where(route => route.Path.Contains("{twinId}", StringComparison.Ordinal)))
        {
            using var foreign = await stranger.Client.SendAsync(Request(route, twin.Value));
            using var missing = await stranger.Client.SendAsync(Request(route, Guid.CreateVersion7()));

            var (one, other) = (
                await ProblemAssert.IsAsync(foreign, HttpStatusCode.NotFound, "twin.not_found"),
                await ProblemAssert.IsAsync(missing, HttpStatusCode.NotFound, "twin.not_found"));
            Assert.Equal((string?)other["title"], (string?)one["title"]);
        }
    }

    [InfrastructureFact]
    public async Task A_key_limited_to_twins_reaches_those_and_no_other()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var (mine, other) = (await tenant.NewTwinAsync("Mine"), await tenant.NewTwinAsync("Other"));
        using var client = tenant.ClientOf(await tenant.NewKeyAsync([Scopes.TwinsRead], [mine]));

        using var reached = await client.GetAsync($"/v1/twins/{mine}");
        using var hidden = await client.GetAsync($"/v1/twins/{other}");

        Assert.Equal(HttpStatusCode.OK, reached.StatusCode);
        await ProblemAssert.IsAsync(hidden, HttpStatusCode.NotFound, "twin.not_found");
    }

    [InfrastructureFact]
    public async Task A_mistyped_key_is_told_apart_from_an_unknown_one()
    {
        var unknown = ApiKeyText.Create();
        var mistyped = unknown[..^1] + (unknown[^1] == '0' ? '1' : '0');

        await AssertRefusedAsync(mistyped, "key.mistyped");
        await AssertRefusedAsync("not-a-key", "key.mistyped");
        await AssertRefusedAsync(unknown, "key.not_found");
    }

    [InfrastructureFact]
    public async Task A_key_stops_working_when_it_expires()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var key = await tenant.NewKeyAsync([Scopes.TwinsRead], expiresAt: TimeProvider.System.GetUtcNow().AddSeconds(3));
        using var client = tenant.ClientOf(key);
        using (var before = await client.GetAsync("/v1/twins"))
        {
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        }

        // The verdict is remembered for longer than the key lives: the gateway itself watches the clock.
        await Eventually.TrueAsync(() => IsRefusedAsync(client), TimeSpan.FromSeconds(8), "the key has expired");
        await AssertRefusedAsync(key.Text, "key.expired");
    }

    /// <summary>A verdict is remembered for 30 seconds: within 10, only the event can have ended it. How fast it is, on what machine, is no matter for a test.</summary>
    [InfrastructureFact]
    public async Task A_revoked_key_stops_working_although_its_verdict_is_remembered()
    {
        using var tenant = await TestTenant.CreateAsync(platform);

        await AssertRefusedAsync(await RevokeAsync(tenant, within: TimeSpan.FromSeconds(10)), "key.disabled");
    }

    [InfrastructureFact]
    public async Task The_operators_key_makes_tenants_and_reaches_nothing_of_theirs()
    {
        using var client = platform.CreateClient(platform.File.Parameters["operator-key"]);
        foreach (var route in RouteTable.All.Where(route => route.Scope != Scopes.TenantsAdmin))
        {
            using var response = await client.SendAsync(Request(route));

            await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, "key.insufficient_scope");
        }
    }

    [InfrastructureFact]
    public async Task A_key_is_taken_from_the_other_header_too()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        using var client = platform.CreateClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", tenant.ApiKey);

        using var response = await client.GetAsync("/v1/twins");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [InfrastructureFact]
    public async Task An_address_that_does_not_exist_is_a_problem_document()
    {
        using var client = platform.CreateClient();
        using var response = await client.GetAsync("/v1/nowhere");

        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, "route.not_found");
    }

    [InfrastructureFact]
    public async Task A_method_that_an_address_does_not_take_is_a_problem_document()
    {
        using var client = platform.CreateClient();
        using var response = await client.PutAsJsonAsync("/v1/twins", new { });

        await ProblemAssert.IsAsync(response, HttpStatusCode.MethodNotAllowed, "route.method_not_allowed");
    }

    private static HttpRequestMessage Request(GatewayRoute route, Guid? twinId = null)
    {
        var path = string.Join('/', route.Path.Split('/').Select(part =>
            part == "{twinId}" ? (twinId ?? Guid.Empty).ToString() : part.StartsWith('{') ? Guid.Empty.ToString() : part));
        var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (route.Method == "POST")
        {
            request.Content = JsonContent.Create(new { });
        }

        return request;
    }

    private static async Task<string> RevokeAsync(TestTenant tenant, TimeSpan within)
    {
        var key = await tenant.NewKeyAsync([Scopes.TwinsRead]);
        using var client = tenant.ClientOf(key);
        Assert.False(await IsRefusedAsync(client));

        using var revoked = await tenant.Client.DeleteAsync($"/v1/api-keys/{key.ApiKeyId}");

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await Eventually.TrueAsync(() => IsRefusedAsync(client), within, "the revoked key is refused");
        return key.Text;
    }

    private static async Task<bool> IsRefusedAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/v1/twins");
        return response.StatusCode == HttpStatusCode.Unauthorized;
    }

    private async Task AssertRefusedAsync(string key, string code)
    {
        using var client = platform.CreateClient(key);
        using var response = await client.GetAsync("/v1/twins");
        await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, code);
    }
}
