using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using TwinPlatform.Gateway.Principals;

namespace TwinPlatform.Gateway.Reference;

/// <summary>Fetches each service's own OpenAPI document.</summary>
internal sealed class ServiceDocuments(HttpClient http, PrincipalSigner signer)
{
    public async Task<JsonObject> GetAsync(string service, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{service}/openapi/v1.json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", signer.SignAsGateway());
        using var response = await http.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        return (await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct))!.AsObject();
    }
}
