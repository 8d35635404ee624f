using System.Net.Http.Headers;
using System.Text.Json;

namespace TwinPlatform.Knowledge.Infrastructure.Pinecone;

/// <summary>Pinecone's REST conventions: JSON both ways, errors with a message, a log sequence number that says how fresh an answer is.</summary>
internal sealed class PineconeTransport(IHttpClientFactory clients)
{
    public const string ClientName = "pinecone";

    private const string RequestLsnHeader = "x-pinecone-request-lsn";
    private const string IndexedLsnHeader = "x-pinecone-max-indexed-lsn";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public Task<PineconeAnswer<T>> PostAsync<T>(string path, object body, CancellationToken ct) =>
        PostAsync<T>(path, JsonSerializer.SerializeToUtf8Bytes(body, PineconeJson.Options), ct);

    public async Task<PineconeAnswer<T>> PostAsync<T>(string path, byte[] body, CancellationToken ct)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = Json;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        return await SendAsync<T>(request, ct);
    }

    public async Task<PineconeAnswer<T>> GetAsync<T>(string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync<T>(request, ct);
    }

    private async Task<PineconeAnswer<T>> SendAsync<T>(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            using var response = await clients.CreateClient(ClientName).SendAsync(request, ct);
            var body = await response.Content.ReadAsByteArrayAsync(ct);
            if (!response.IsSuccessStatusCode)
                throw new PineconeException(response.StatusCode, MessageOf(body) ?? response.ReasonPhrase ?? "");

            var value = JsonSerializer.Deserialize<T>(body, PineconeJson.Options)
                ?? throw new PineconeException(response.StatusCode, "an empty answer");
            return new PineconeAnswer<T>(value, LsnOf(response, RequestLsnHeader), LsnOf(response, IndexedLsnHeader));
        }
        catch (HttpRequestException e)
        {
            throw new PineconeException("The vector store cannot be reached. Check Pinecone:Host, and that the store runs.", e);
        }
        catch (JsonException e)
        {
            throw new PineconeException("The vector store's answer is not what Pinecone's API defines. Check that Pinecone:Host is the host of an index.", e);
        }
    }

    /// <remarks>The data plane says <c>{"message":…}</c>; proxies on the way say anything.</remarks>
    private static string? MessageOf(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<PineconeError>(body, PineconeJson.Options)?.Message;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? LsnOf(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) && long.TryParse(values.First(), out var lsn) ? lsn : null;
}

/// <param name="Value">What was answered.</param>
/// <param name="RequestLsn">The number of this write, where the store tells it.</param>
/// <param name="IndexedLsn">Up to which write of the namespace this answer looked, where the store tells it.</param>
internal sealed record PineconeAnswer<T>(T Value, long? RequestLsn, long? IndexedLsn);
