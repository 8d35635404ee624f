using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TwinPlatform.Contracts;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Governance.Tests.ApiKeys;

[Collection(PlatformCollection.Name)]
public sealed class ListApiKeysTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task Pages_show_every_key_once_newest_first()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var made = new List<Guid> { tenant.ApiKeyId };
        for (var i = 0; i < 4; i++)
        {
            made.Add((await tenant.NewKeyAsync([Scopes.TwinsRead])).ApiKeyId);
        }

        var (seen, cursor) = (new List<Guid>(), (string?)null);
        do
        {
            var page = (await tenant.Client.GetFromJsonAsync<JsonNode>($"/v1/api-keys?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}"))!;
            seen.AddRange(page["items"]!.AsArray().Select(key => Guid.Parse((string)key!["apiKeyId"]!)));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);

        Assert.Equal(made.AsEnumerable().Reverse(), seen);
    }

    [InfrastructureFact]
    public async Task A_key_tells_what_it_may_do_and_reach()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = await tenant.NewTwinAsync();
        var made = await tenant.NewKeyAsync([Scopes.ChatAsk], [twin]);

        var key = (await tenant.Client.GetFromJsonAsync<JsonNode>("/v1/api-keys?limit=1"))!["items"]![0]!;

        Assert.Equal(made.ApiKeyId.ToString(), (string?)key["apiKeyId"]);
        Assert.Equal([Scopes.ChatAsk], key["scopes"]!.AsArray().Select(scope => (string)scope!));
        Assert.False((bool?)key["allTwins"]);
        Assert.Equal([twin.ToString()], key["allowedTwinIds"]!.AsArray().Select(id => (string)id!));
        Assert.Null(key["expiresAt"]);
        Assert.Null(key["revokedAt"]);
    }
}
