using System.Net;
using System.Text;
using System.Text.Json;

namespace TwinPlatform.Vectors.Tests.Hosting;

/// <summary>One namespace of one index over plain HTTP, as any of Pinecone's clients would speak to it.</summary>
public sealed class IndexClient : IDisposable
{
    private readonly HttpClient _http;

    public IndexClient(VectorStoreProcess store, string? index = null, string? name = null)
    {
        Namespace = name ?? $"ns-{Guid.CreateVersion7()}";
        _http = new HttpClient { BaseAddress = new Uri(store.Address, index is null ? "/" : $"/indexes/{index}/") };
        _http.DefaultRequestHeaders.Add("Api-Key", VectorStoreProcess.ApiKey);
    }

    public string Namespace { get; }

    public static object Sparse(string id, params (uint Index, float Value)[] entries) => new { id, sparseValues = Entries(entries) };

    public static object Sparse(string id, object metadata, params (uint Index, float Value)[] entries) =>
        new { id, sparseValues = Entries(entries), metadata };

    public static object Entries(params (uint Index, float Value)[] entries) =>
        new { indices = entries.Select(entry => entry.Index).ToArray(), values = entries.Select(entry => entry.Value).ToArray() };

    public async Task<Answer> PostAsync(string path, object body)
    {
        var json = JsonSerializer.SerializeToNode(body)!.AsObject();
        json.TryAdd("namespace", Namespace);
        using var content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json");
        return await AnswerAsync(await _http.PostAsync(new Uri(path, UriKind.Relative), content));
    }

    public async Task<Answer> PostTextAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await AnswerAsync(await _http.PostAsync(new Uri(path, UriKind.Relative), content));
    }

    public async Task<Answer> GetAsync(string path) => await AnswerAsync(await _http.GetAsync(new Uri(path, UriKind.Relative)));

    public async Task<Answer> SendAsync(HttpMethod method, string path, string body = "")
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await AnswerAsync(await _http.SendAsync(request));
    }

    public async Task<Answer> DeleteNamespaceAsync() => await AnswerAsync(await _http.DeleteAsync(new Uri($"namespaces/{Namespace}", UriKind.Relative)));

    public async Task<Answer> UpsertAsync(params object[] vectors)
    {
        var answer = await PostAsync("vectors/upsert", new { vectors });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer;
    }

    /// <returns>Ids and scores, best first.</returns>
    public async Task<IReadOnlyList<(string Id, float Score)>> QueryAsync(object query)
    {
        var answer = await PostAsync("query", query);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return [.. answer.Json.GetProperty("matches").EnumerateArray().Select(match => (match.GetProperty("id").GetString()!, match.GetProperty("score").GetSingle()))];
    }

    public async Task<IReadOnlyList<string>> IdsOfAsync(object query) => [.. (await QueryAsync(query)).Select(match => match.Id)];

    /// <returns>All ids, page by page.</returns>
    public async Task<IReadOnlyList<string>> ListAsync(string prefix = "", int limit = 100)
    {
        var ids = new List<string>();
        var next = "";
        do
        {
            var page = (await GetAsync($"vectors/list?namespace={Uri.EscapeDataString(Namespace)}&prefix={prefix}&limit={limit}&paginationToken={next}")).Json;
            ids.AddRange(page.GetProperty("vectors").EnumerateArray().Select(vector => vector.GetProperty("id").GetString()!));
            next = page.TryGetProperty("pagination", out var pagination) ? pagination.GetProperty("next").GetString()! : "";
        }
        while (next.Length > 0);

        return ids;
    }

    public async Task<JsonElement> FetchAsync(params string[] ids) =>
        (await GetAsync($"vectors/fetch?namespace={Uri.EscapeDataString(Namespace)}&{string.Join('&', ids.Select(id => $"ids={id}"))}")).Json.GetProperty("vectors");

    public void Dispose() => _http.Dispose();

    private static async Task<Answer> AnswerAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var lsn = response.Headers.TryGetValues("x-pinecone-request-lsn", out var written) ? long.Parse(written.Single(), null) : (long?)null;
            var indexed = response.Headers.TryGetValues("x-pinecone-max-indexed-lsn", out var seen) ? long.Parse(seen.Single(), null) : (long?)null;
            var body = await response.Content.ReadAsByteArrayAsync();
            return new Answer(response.StatusCode, body.Length == 0 ? default : JsonElement.Parse(body), lsn, indexed);
        }
    }
}

/// <summary>What the store answered.</summary>
public sealed record Answer(HttpStatusCode Status, JsonElement Json, long? RequestLsn, long? IndexedLsn)
{
    public string Message => Json.GetProperty("message").GetString()!;

    /// <summary>Asserts that this is the control plane's form of a refusal.</summary>
    public void ShouldRefuseAsControlPlane(HttpStatusCode status, string code, string part)
    {
        Assert.Equal(status, Status);
        Assert.Equal((int)status, Json.GetProperty("status").GetInt32());
        Assert.Equal(code, Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains(part, Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Asserts that this is Pinecone's form of a refusal.</summary>
    public void ShouldRefuse(HttpStatusCode status, int code, string part)
    {
        Assert.Equal(status, Status);
        Assert.Equal(code, Json.GetProperty("code").GetInt32());
        Assert.Contains(part, Message, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Array, Json.GetProperty("details").ValueKind);
    }
}
