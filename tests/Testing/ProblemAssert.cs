using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace TwinPlatform.Testing;

/// <summary>Every refusal of the platform is a problem document (RFC 9457) with a stable code and a trace id.</summary>
public static class ProblemAssert
{
    /// <param name="response">The answer.</param>
    /// <param name="status">The status expected.</param>
    /// <param name="code">The code expected.</param>
    /// <returns>The document, for a closer look.</returns>
    public static async Task<JsonNode> IsAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"Expected {(int)status} {code}, got {(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);

        var problem = JsonNode.Parse(text)!;
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal((int)status, (int?)problem["status"]);
        Assert.Equal($"urn:twinplatform:problem:{code}", (string?)problem["type"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["title"]));
        Assert.Matches("^[0-9a-f]{32}$", (string?)problem["traceId"]);
        return problem;
    }
}
