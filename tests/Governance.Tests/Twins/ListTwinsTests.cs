using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TwinPlatform.Contracts;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Governance.Tests.Twins;

[Collection(PlatformCollection.Name)]
public sealed class ListTwinsTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task Pages_show_every_twin_once_newest_first()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add((await tenant.NewTwinAsync($"Twin {i}")).ToString());
        }

        var (seen, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = (await tenant.Client.GetFromJsonAsync<JsonNode>($"/v1/twins?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}"))!;
            Assert.InRange(page["items"]!.AsArray().Count, 1, 2);
            seen.AddRange(page["items"]!.AsArray().Select(twin => (string)twin!["twinId"]!));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);

        Assert.Equal(made.AsEnumerable().Reverse(), seen);
    }

    [InfrastructureFact]
    public async Task A_key_limited_to_twins_sees_those()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var mine = await tenant.NewTwinAsync("Mine");
        await tenant.NewTwinAsync("Other");
        using var client = tenant.ClientOf(await tenant.NewKeyAsync([Scopes.TwinsRead], [mine]));

        var seen = (await client.GetFromJsonAsync<JsonNode>("/v1/twins"))!["items"]!.AsArray();

        Assert.Equal(mine.ToString(), (string?)Assert.Single(seen)!["twinId"]);
    }

    [InfrastructureTheory]
    [InlineData("limit=0", "request.invalid_limit")]
    [InlineData("limit=101", "request.invalid_limit")]
    [InlineData("limit=many", "request.invalid")]
    [InlineData("cursor=elsewhere", "request.invalid_cursor")]
    public async Task A_page_that_cannot_be_is_refused(string query, string code)
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        using var response = await tenant.Client.GetAsync($"/v1/twins?{query}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, code);
    }
}
