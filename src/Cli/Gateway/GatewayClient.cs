using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace TwinPlatform.Cli.Gateway;

/// <summary>The HTTP API, as one key sees it.</summary>
internal sealed class GatewayClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http;
    private readonly Uri _gateway;

    public GatewayClient(Uri gateway, string key)
    {
        _gateway = gateway;
        _http = new HttpClient { BaseAddress = gateway, Timeout = Patience };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Task<NewTenant> CreateTenantAsync(string name, CancellationToken ct) =>
        SendAsync<NewTenant>(HttpMethod.Post, "/v1/tenants", JsonContent.Create(new { name }), ct);

    public Task<Twin> CreateTwinAsync(string name, string description, CancellationToken ct) =>
        SendAsync<Twin>(HttpMethod.Post, "/v1/twins", JsonContent.Create(new { name, description }), ct);

    public IAsyncEnumerable<Twin> ListTwinsAsync(CancellationToken ct) => ListAsync<Twin>("/v1/twins", ct);

    public Task<AcceptedSource> AddSourceAsync(Guid twinId, string title, string fileName, byte[] content, CancellationToken ct) =>
        SendAsync<AcceptedSource>(
            HttpMethod.Post,
            $"/v1/twins/{twinId}/sources",
            new MultipartFormDataContent { { new StringContent(title), "title" }, { new ByteArrayContent(content), "file", fileName } },
            ct);

    public IAsyncEnumerable<Source> ListSourcesAsync(Guid twinId, CancellationToken ct) => ListAsync<Source>($"/v1/twins/{twinId}/sources", ct);

    public Task DeleteSourceAsync(Guid sourceId, CancellationToken ct) => ExchangeAsync(HttpMethod.Delete, $"/v1/sources/{sourceId}", null, ct);

    /// <returns>The answer as the API sent it.</returns>
    public Task<JsonElement> AskAsync(Guid twinId, string question, CancellationToken ct) =>
        SendAsync<JsonElement>(HttpMethod.Post, $"/v1/twins/{twinId}/chat", JsonContent.Create(new { message = question }), ct);

    public void Dispose() => _http.Dispose();

    private async IAsyncEnumerable<T> ListAsync<T>(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        string? cursor = null;
        do
        {
            var query = cursor is null ? "limit=100" : $"limit=100&cursor={Uri.EscapeDataString(cursor)}";
            var page = await SendAsync<Page<T>>(HttpMethod.Get, $"{path}?{query}", null, ct);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        var body = await ExchangeAsync(method, path, content, ct);
        try
        {
            return JsonSerializer.Deserialize<T>(body, JsonSerializerOptions.Web) ?? throw NotAGateway();
        }
        catch (JsonException e)
        {
            throw NotAGateway(e);
        }
    }

    private async Task<string> ExchangeAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        try
        {
            using var response = await _http.SendAsync(request, ct);
            var body = await response.Content.ReadAsStringAsync(ct);
            return response.IsSuccessStatusCode ? body : throw GatewayException.From((int)response.StatusCode, body);
        }
        catch (HttpRequestException e)
        {
            throw new CliException($"The gateway at {_gateway} does not answer. Check the address, and that the platform runs (./run.sh starts it).", e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new CliException(
                $"The gateway at {_gateway} took longer than {Patience.TotalSeconds} seconds. Try again; the dashboard shows what it is busy with.", e);
        }
    }

    private CliException NotAGateway(Exception? inner = null) =>
        new($"What answers at {_gateway} is not a gateway of this platform. Check the address.", inner);
}
