using TwinPlatform.Contracts;

namespace TwinPlatform.Gateway.Routes;

/// <summary>A route of the public API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path; <c>{twinId}</c> is always a twin that the gateway checks before it forwards.</param>
/// <param name="Service">The service that answers.</param>
/// <param name="Scope">What a key must hold.</param>
internal sealed record GatewayRoute(string Method, string Path, string Service, string Scope);

/// <summary>Every public route: where a URL leads. The service's own endpoints page, under the same path, has the rest.</summary>
internal static class RouteTable
{
    private const string Governance = "governance";
    private const string Knowledge = "knowledge";
    private const string Chat = "chat";
    private const string Metrics = "metrics";

    public static IReadOnlyList<GatewayRoute> All { get; } =
    [
        new("POST", "/v1/tenants", Governance, Scopes.TenantsAdmin),

        new("POST", "/v1/twins", Governance, Scopes.TwinsWrite),
        new("GET", "/v1/twins", Governance, Scopes.TwinsRead),
        new("GET", "/v1/twins/{twinId}", Governance, Scopes.TwinsRead),

        new("POST", "/v1/api-keys", Governance, Scopes.KeysWrite),
        new("GET", "/v1/api-keys", Governance, Scopes.KeysRead),
        new("DELETE", "/v1/api-keys/{apiKeyId}", Governance, Scopes.KeysWrite),

        new("POST", "/v1/twins/{twinId}/sources", Knowledge, Scopes.SourcesWrite),
        new("GET", "/v1/twins/{twinId}/sources", Knowledge, Scopes.SourcesRead),
        new("GET", "/v1/sources/{sourceId}", Knowledge, Scopes.SourcesRead),
        new("DELETE", "/v1/sources/{sourceId}", Knowledge, Scopes.SourcesWrite),
        new("GET", "/v1/jobs/{jobId}", Knowledge, Scopes.SourcesRead),

        new("POST", "/v1/twins/{twinId}/chat", Chat, Scopes.ChatAsk),
        new("GET", "/v1/twins/{twinId}/conversations", Chat, Scopes.ConversationsRead),
        new("GET", "/v1/conversations/{conversationId}/messages", Chat, Scopes.ConversationsRead),

        new("GET", "/v1/twins/{twinId}/metrics/dashboard", Metrics, Scopes.MetricsRead),
    ];
}
