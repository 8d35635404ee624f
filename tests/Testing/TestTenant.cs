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
    public async Task<AddedSource> AddTextSourceAsync(TwinId twin, string title, string text)
    {
        var source = AddedSource.Of(await SendAsync(Client, $"/v1/twins/{twin}/sources", new { title, text }));
        var job = await JobEndedAsync(source.JobId);
        return (string)job["status"]! == "complete" ? source : throw new InvalidOperationException($"The source \"{title}\" did not go live: {job.ToJsonString()}");
    }

    /// <summary>Adds a file and does not wait.</summary>
    public async Task<AddedSource> AddFileSourceAsync(TwinId twin, string fileName, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", fileName } };
        using var response = await Client.PostAsync($"/v1/twins/{twin}/sources", form);
        return AddedSource.Of(await BodyAsync(response));
    }

    /// <summary>Waits until a job has ended, well or not.</summary>
    public Task<JsonNode> JobEndedAsync(Guid jobId) => Eventually.GetAsync(
        async () => await GetAsync($"/v1/jobs/{jobId}") is var job && (string)job["status"]! is not ("queued" or "processing") ? job : null,
        UntilLive,
        $"job {jobId} has ended");

    /// <returns>The body of an answer that must be a success.</returns>
    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        return await BodyAsync(response);
    }

    /// <returns>The answer as the API gives it.</returns>
    public Task<JsonNode> AskAsync(TwinId twin, string message, Guid? conversationId = null) =>
        SendAsync(Client, $"/v1/twins/{twin}/chat", new { message, conversationId });

    /// <returns>The body of an answer that must be a success.</returns>
    public static async Task<JsonNode> BodyAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}: {text}", null, response.StatusCode);
    }

    private static async Task<JsonNode> SendAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        return await BodyAsync(response);
    }
}

/// <summary>A key that a test made.</summary>
public sealed record TestKey(Guid ApiKeyId, string Text);

/// <summary>A source that was accepted.</summary>
public sealed record AddedSource(Guid SourceId, Guid JobId)
{
    internal static AddedSource Of(JsonNode accepted) => new((Guid)accepted["sourceId"]!, (Guid)accepted["jobId"]!);
}
