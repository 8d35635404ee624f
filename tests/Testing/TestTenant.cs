using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TwinPlatform.Contracts;

namespace TwinPlatform.Testing;

/// <summary>A tenant of its own for a test, made through the gateway with the operator's key: what the tests of others do is invisible to it.</summary>
public sealed class TestTenant : IDisposable
{
    private static readonly TimeSpan UntilLive = TimeSpan.FromMinutes(1);

    private readonly TestPlatform _platform;

    private TestTenant(TestPlatform platform, JsonNode tenant)
    {
        _platform = platform;
        Id = TenantId.Parse((string)tenant["tenantId"]!, null);
        ApiKeyId = Guid.Parse((string)tenant["apiKeyId"]!);
        ApiKey = (string)tenant["apiKey"]!;
        Client = platform.CreateClient(ApiKey);
    }

    public TenantId Id { get; }

    public Guid ApiKeyId { get; }

    /// <summary>Its first key, which may do everything within the tenant.</summary>
    public string ApiKey { get; }

    /// <summary>A client with that key.</summary>
    public HttpClient Client { get; }

    public static async Task<TestTenant> CreateAsync(TestPlatform platform, string name = "A tenant of the tests")
    {
        using var operatorClient = platform.CreateClient(platform.File.Parameters["operator-key"]);
        return new TestTenant(platform, await SendAsync(operatorClient, "/v1/tenants", new { name }));
    }

    public void Dispose() => Client.Dispose();

    /// <returns>The twin's id.</returns>
    public async Task<TwinId> NewTwinAsync(string name = "Ada") =>
        TwinId.Parse((string)(await SendAsync(Client, "/v1/twins", new { name }))["twinId"]!, null);

    /// <param name="scopes">What the key may do.</param>
    /// <param name="twins">The twins it may reach; none for all.</param>
    /// <param name="expiresAt">When it stops working.</param>
    public async Task<TestKey> NewKeyAsync(IReadOnlyList<string> scopes, IReadOnlyList<TwinId>? twins = null, DateTimeOffset? expiresAt = null)
    {
        var key = await SendAsync(Client, "/v1/api-keys", new { name = "A key of the tests", scopes, allTwins = twins is null, allowedTwinIds = twins, expiresAt });
        return new TestKey(Guid.Parse((string)key["apiKeyId"]!), (string)key["apiKey"]!);
    }

    public HttpClient ClientOf(TestKey key) => _platform.CreateClient(key.Text);

    /// <summary>Adds a text and waits until the twin answers from it.</summary>
    /// <returns>The source's id.</returns>
    public async Task<Guid> AddTextSourceAsync(TwinId twin, string title, string text)
    {
        var sourceId = Guid.Parse((string)(await SendAsync(Client, $"/v1/twins/{twin}/sources", new { title, text }))["sourceId"]!);
        await Eventually.TrueAsync(
            async () => (string?)(await Client.GetFromJsonAsync<JsonNode>($"/v1/sources/{sourceId}"))!["status"] switch
            {
                "live" => true,
                "failed" => throw new InvalidOperationException($"The source {title} failed instead of going live."),
                _ => false,
            },
            UntilLive,
            $"the source \"{title}\" is live");
        return sourceId;
    }

    /// <returns>The answer as the API gives it.</returns>
    public Task<JsonNode> AskAsync(TwinId twin, string message, Guid? conversationId = null) =>
        SendAsync(Client, $"/v1/twins/{twin}/chat", new { message, conversationId });

    private static async Task<JsonNode> SendAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"POST {path} answered {(int)response.StatusCode}: {text}", null, response.StatusCode);
    }
}

/// <summary>A key that a test made.</summary>
public sealed record TestKey(Guid ApiKeyId, string Text);
