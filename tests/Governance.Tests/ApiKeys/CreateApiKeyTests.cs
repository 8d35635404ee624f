using System.Net;
using System.Net.Http.Json;
using TwinPlatform.Contracts;
using TwinPlatform.Platform.ApiKeys;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Governance.Tests.ApiKeys;

/// <summary>A key hands on what it can do itself, and no more.</summary>
[Collection(PlatformCollection.Name)]
public sealed class CreateApiKeyTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task A_new_key_is_shown_once_and_never_again()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var key = await tenant.NewKeyAsync([Scopes.TwinsRead]);

        var list = await tenant.Client.GetStringAsync("/v1/api-keys");

        Assert.True(ApiKeyText.IsWellFormed(key.Text));
        Assert.Contains(ApiKeyText.DisplayPrefix(key.Text), list, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Text, list, StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task A_scope_that_the_calling_key_lacks_cannot_be_handed_on()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        using var client = tenant.ClientOf(await tenant.NewKeyAsync([Scopes.KeysWrite, Scopes.TwinsRead]));

        await AssertRefusedAsync(client, new { name = "More", scopes = (string[])[Scopes.TwinsRead, Scopes.SourcesWrite], allTwins = true }, HttpStatusCode.Forbidden, "api_key.beyond_caller");
    }

    [InfrastructureFact]
    public async Task A_key_limited_to_twins_can_hand_on_those_and_no_others()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var (mine, other) = (await tenant.NewTwinAsync("Mine"), await tenant.NewTwinAsync("Other"));
        using var client = tenant.ClientOf(await tenant.NewKeyAsync([Scopes.KeysWrite], [mine]));
        string[] scopes = [Scopes.KeysWrite];

        await AssertRefusedAsync(client, new { name = "All", scopes, allTwins = true }, HttpStatusCode.Forbidden, "api_key.beyond_caller");
        await AssertRefusedAsync(client, new { name = "Other", scopes, allowedTwinIds = (TwinId[])[other] }, HttpStatusCode.Forbidden, "api_key.beyond_caller");
        using var same = await client.PostAsJsonAsync("/v1/api-keys", new { name = "Mine", scopes, allowedTwinIds = (TwinId[])[mine] });
        Assert.Equal(HttpStatusCode.Created, same.StatusCode);
    }

    [InfrastructureFact]
    public async Task Nobody_can_make_a_key_with_the_operators_scope()
    {
        using var tenant = await TestTenant.CreateAsync(platform);

        await AssertRefusedAsync(
            tenant.Client, new { name = "Operator", scopes = (string[])[Scopes.TenantsAdmin], allTwins = true }, HttpStatusCode.BadRequest, "api_key.scope_unknown");
    }

    [InfrastructureFact]
    public async Task Another_tenants_twin_is_unknown()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        using var stranger = await TestTenant.CreateAsync(platform);
        var twin = await stranger.NewTwinAsync();

        await AssertRefusedAsync(
            tenant.Client, new { name = "Theirs", scopes = (string[])[Scopes.TwinsRead], allowedTwinIds = (TwinId[])[twin] }, HttpStatusCode.BadRequest, "api_key.twin_unknown");
    }

    [InfrastructureFact]
    public async Task Neither_no_twin_nor_both_forms_of_reach_is_accepted()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = await tenant.NewTwinAsync();
        string[] scopes = [Scopes.TwinsRead];

        await AssertRefusedAsync(tenant.Client, new { name = "None", scopes }, HttpStatusCode.BadRequest, "api_key.reach_unclear");
        await AssertRefusedAsync(
            tenant.Client, new { name = "Both", scopes, allTwins = true, allowedTwinIds = (TwinId[])[twin] }, HttpStatusCode.BadRequest, "api_key.reach_unclear");
    }

    [InfrastructureFact]
    public async Task A_key_cannot_have_expired_before_it_is_made()
    {
        using var tenant = await TestTenant.CreateAsync(platform);

        await AssertRefusedAsync(
            tenant.Client,
            new { name = "Late", scopes = (string[])[Scopes.TwinsRead], allTwins = true, expiresAt = TimeProvider.System.GetUtcNow().AddMinutes(-1) },
            HttpStatusCode.BadRequest,
            "api_key.expires_in_the_past");
    }

    [InfrastructureFact]
    public async Task A_key_without_scopes_is_refused()
    {
        using var tenant = await TestTenant.CreateAsync(platform);

        await AssertRefusedAsync(tenant.Client, new { name = "Nothing", scopes = Array.Empty<string>(), allTwins = true }, HttpStatusCode.BadRequest, "request.invalid");
    }

    private static async Task AssertRefusedAsync(HttpClient client, object body, HttpStatusCode status, string code)
    {
        using var response = await client.PostAsJsonAsync("/v1/api-keys", body);
        await ProblemAssert.IsAsync(response, status, code);
    }
}
