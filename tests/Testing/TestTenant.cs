using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace TwinPlatform.Testing;

/// <summary>A tenant made for one test, with a client that carries its first key.</summary>
public sealed class TestTenant
{
    private static readonly TimeSpan IngestionPatience = TimeSpan.FromSeconds(60);

    private readonly TestPlatform _platform;

    private TestTenant(TestPlatform platform, Guid tenantId, string key)
    {
        _platform = platform;
        TenantId = tenantId;
        Key = key;
        Http = ClientWith(key);
    }

    public Guid TenantId { get; }

    /// <summary>The first key: every scope, every twin.</summary>
    public string Key { get; }

    /// <summary>The gateway, with the first key.</summary>
    public HttpClient Http { get; }

    public static async Task<TestTenant> CreateAsync(TestPlatform platform)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/tenants") { Content = JsonContent.Create(new { name = "A tenant of one test" }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", platform.OperatorKey);
        using var response = await platform.Gateway.SendAsync(request);
        var tenant = await BodyAsync(response, HttpStatusCode.Created);
        return new TestTenant(platform, (Guid)tenant["tenantId"]!, (string)tenant["apiKey"]!);
    }

    /// <summary>The gateway, with a key of the caller's choice.</summary>
    public HttpClient ClientWith(string key)
    {
        var client = new HttpClient { BaseAddress = _platform.Gateway.BaseAddress, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public async Task<Guid> NewTwinAsync(string name = "A twin")
    {
        using var response = await Http.PostAsJsonAsync("/v1/twins", new { name });
        return (Guid)(await BodyAsync(response, HttpStatusCode.Created))["twinId"]!;
    }

    /// <param name="scopes">What the key may do.</param>
    /// <param name="twins">The twins it may reach; none means all.</param>
    public async Task<(Guid Id, string Key)> NewKeyAsync(string[] scopes, params Guid[] twins)
    {
        using var response = await Http.PostAsJsonAsync(
            "/v1/api-keys", new { name = "A key of one test", scopes, allTwins = twins.Length == 0, allowedTwinIds = twins });
        var key = await BodyAsync(response, HttpStatusCode.Created);
        return ((Guid)key["apiKeyId"]!, (string)key["apiKey"]!);
    }

    public Task<AddedSource> AddTextAsync(Guid twinId, string title, string text) =>
        AddAsync(twinId, JsonContent.Create(new { title, text }));

    public Task<AddedSource> AddFileAsync(Guid twinId, string fileName, byte[] content)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", fileName } };
        return AddAsync(twinId, form);
    }

    /// <summary>Waits until the job has ended and returns it.</summary>
    public Task<JsonObject> JobEndedAsync(Guid jobId) => Eventually.GetAsync(
        async () => await GetAsync($"/v1/jobs/{jobId}") is { } job && (string)job["status"]! is not ("queued" or "processing") ? job : null,
        IngestionPatience,
        $"job {jobId} has ended");

    /// <summary>Adds a text and waits until visitors can be answered from it.</summary>
    public async Task<AddedSource> AddLiveTextAsync(Guid twinId, string title, string text)
    {
        var added = await AddTextAsync(twinId, title, text);
        var job = await JobEndedAsync(added.JobId);
        return (string)job["status"]! == "complete" ? added : throw new InvalidOperationException($"The source did not go live: {job.ToJsonString()}");
    }

    public async Task<JsonObject> AskAsync(Guid twinId, string message, Guid? conversationId = null)
    {
        using var response = await Http.PostAsJsonAsync($"/v1/twins/{twinId}/chat", new { message, conversationId });
        return await BodyAsync(response, HttpStatusCode.OK);
    }

    public async Task<JsonObject> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        return await BodyAsync(response, HttpStatusCode.OK);
    }

    /// <summary>The body of a response that must have a certain status.</summary>
    public static async Task<JsonObject> BodyAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode == expected
            ? JsonNode.Parse(text)!.AsObject()
            : throw new HttpRequestException($"Expected {(int)expected}, got {(int)response.StatusCode}: {text}", null, response.StatusCode);
    }

    private async Task<AddedSource> AddAsync(Guid twinId, HttpContent content)
    {
        using (content)
        {
            using var response = await Http.PostAsync($"/v1/twins/{twinId}/sources", content);
            var added = await BodyAsync(response, HttpStatusCode.Accepted);
            return new AddedSource((Guid)added["sourceId"]!, (Guid)added["jobId"]!);
        }
    }
}

/// <summary>A source that was accepted.</summary>
public sealed record AddedSource(Guid SourceId, Guid JobId);
