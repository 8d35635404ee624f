using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TwinPlatform.Contracts;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.EndToEnd.Tests.TenantIsolation;

/// <summary>
/// Every route of the API, with the ids of another tenant and of a twin that the key does not reach: the answer is, byte for byte, the one for an id that does
/// not exist. The routes come from the gateway itself, so that a new one is attacked the day it appears.
/// </summary>
[Collection(SharedPlatform.Name)]
public sealed partial class RouteMatrixTests(TestPlatform platform)
{
    /// <summary>What a route that takes a body is sent, so that it is not refused for its body before it looks at the id.</summary>
    private static readonly Dictionary<string, Func<JsonObject>> Bodies = new()
    {
        ["POST /v1/twins/{twinId}/sources"] = () => new JsonObject { ["title"] = "T", ["text"] = "A text that nobody asked for." },
        ["POST /v1/twins/{twinId}/chat"] = () => new JsonObject { ["message"] = "What is the password of the vault?" },
    };

    [InfrastructureFact]
    public async Task Every_route_has_a_row_in_the_matrix()
    {
        using var victim = await Victim.CreateAsync(platform);

        var routes = await RoutesAsync();

        Assert.NotEmpty(routes);
        Assert.Empty(routes.SelectMany(route => route.Slots.Where(slot => !victim.Ids.ContainsKey(slot)).Select(slot => $"{route}: nobody has said what {slot} is")));
        Assert.Empty(routes.Where(route => route.TakesBody && !Bodies.ContainsKey(route.ToString())).Select(route => $"{route}: nobody has said what it takes"));
    }

    [InfrastructureFact]
    public async Task Another_tenants_ids_are_answered_like_ids_that_do_not_exist()
    {
        using var victim = await Victim.CreateAsync(platform);
        using var attacker = await TestTenant.CreateAsync(platform, "The attacker");
        var own = await attacker.NewTwinAsync();

        Findings.AssertNone(await AttackAsync(attacker.Client, victim, own.Value, slots: null));
        await AssertUnharmedAsync(victim);
    }

    [InfrastructureFact]
    public async Task A_twin_out_of_the_keys_reach_is_answered_like_one_that_does_not_exist()
    {
        using var victim = await Victim.CreateAsync(platform);
        using var limited = victim.Tenant.ClientOf(await victim.Tenant.NewKeyAsync([.. TenantScopes()], [victim.AnotherTwin]));

        // A key's id is the tenant's and belongs to no twin.
        Findings.AssertNone(await AttackAsync(limited, victim, victim.AnotherTwin.Value, ["twinId", "sourceId", "jobId", "conversationId"]));
        await AssertUnharmedAsync(victim);
    }

    [InfrastructureFact]
    public async Task Another_tenants_conversation_is_not_continued()
    {
        using var victim = await Victim.CreateAsync(platform);
        using var attacker = await TestTenant.CreateAsync(platform, "The attacker");
        var own = await attacker.NewTwinAsync();

        var foreign = await SendAsync(attacker.Client, HttpMethod.Post, $"/v1/twins/{own}/chat", Question(victim.Ids["conversationId"]));
        var missing = await SendAsync(attacker.Client, HttpMethod.Post, $"/v1/twins/{own}/chat", Question(Guid.CreateVersion7()));

        Assert.Equal(missing, foreign);
        Assert.Equal(404, foreign.Status);

        static JsonObject Question(Guid conversation) => new() { ["message"] = "And then?", ["conversationId"] = conversation };
    }

    /// <summary>Each route, each slot: the victim's id against a random one. Where a path has a second slot, the attacker's own twin is in it.</summary>
    private async Task<IReadOnlyList<string>> AttackAsync(HttpClient client, Victim victim, Guid ownTwin, IReadOnlyList<string>? slots)
    {
        var findings = new List<string>();
        var attacked = 0;
        foreach (var route in await RoutesAsync())
        {
            foreach (var slot in route.Slots.Where(slot => slots?.Contains(slot) is not false))
            {
                var foreign = await AskAsync(victim.Ids[slot]);
                var missing = await AskAsync(Guid.CreateVersion7());
                attacked++;
                if (foreign.Status != 404 || foreign != missing || foreign.Text.Contains(Victim.Canary, StringComparison.Ordinal))
                {
                    findings.Add($"{route}, {slot}: {foreign} where an id that does not exist gives {missing}");
                }

                Task<Answer> AskAsync(Guid id) => SendAsync(
                    client,
                    new HttpMethod(route.Method),
                    route.With(route.Slots.ToDictionary(name => name, name => name == slot ? id : ownTwin)),
                    Bodies.GetValueOrDefault(route.ToString())?.Invoke());
            }
        }

        Assert.True(attacked > 0, "No route was attacked.");
        return findings;
    }

    private async Task<IReadOnlyList<PublicRoute>> RoutesAsync()
    {
        using var client = platform.CreateClient();
        using var document = await client.GetAsync("/openapi/v1.json");
        return [.. PublicRoute.Of(await TestTenant.BodyAsync(document)).Where(route => route.Slots.Count > 0)];
    }

    private static async Task<Answer> SendAsync(HttpClient client, HttpMethod method, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await client.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Date" or "x-correlation-id"));
        return new Answer(
            (int)response.StatusCode,
            string.Join("; ", headers.Select(header => $"{header.Key}: {string.Join(",", header.Value)}").Order(StringComparer.Ordinal)),
            TraceId().Replace(await response.Content.ReadAsStringAsync(), "\"traceId\":\"\""));
    }

    /// <summary>What was attacked is still there, and answers its owner.</summary>
    private static async Task AssertUnharmedAsync(Victim victim)
    {
        Assert.Contains(Victim.Canary, (await victim.Tenant.GetAsync($"/v1/sources/{victim.Ids["sourceId"]}")).ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(Victim.Canary, (await victim.Tenant.GetAsync($"/v1/conversations/{victim.Ids["conversationId"]}/messages")).ToJsonString(), StringComparison.Ordinal);
        var keys = (await victim.Tenant.GetAsync("/v1/api-keys")).ToJsonString();
        Assert.Contains(victim.Ids["apiKeyId"].ToString(), keys, StringComparison.Ordinal);
        Assert.DoesNotContain("\"revokedAt\":\"", keys, StringComparison.Ordinal);
    }

    private static IEnumerable<string> TenantScopes() =>
        [Scopes.TwinsRead, Scopes.TwinsWrite, Scopes.SourcesRead, Scopes.SourcesWrite, Scopes.ChatAsk, Scopes.ConversationsRead, Scopes.MetricsRead];

    /// <summary>Everything that a client can compare, apart from what differs between any two answers.</summary>
    private sealed record Answer(int Status, string Headers, string Text);

    [GeneratedRegex("\"traceId\":\"[0-9a-f]{32}\"")]
    private static partial Regex TraceId();
}
