using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TwinPlatform.Gateway.Routes;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Gateway.Tests.Reference;

/// <summary>What a reader without a key gets.</summary>
[Collection(PlatformCollection.Name)]
public sealed class ReferenceTests(TestPlatform platform)
{
    [InfrastructureTheory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task A_probe_needs_no_key_and_learns_one_word(string path)
    {
        using var client = platform.CreateClient();

        Assert.Equal("Healthy", await client.GetStringAsync(path));
    }

    [InfrastructureFact]
    public async Task The_document_is_OpenAPI_3_1_and_describes_every_public_route()
    {
        using var client = platform.CreateClient();

        var document = (await client.GetFromJsonAsync<JsonNode>("/openapi/v1.json"))!;

        Assert.StartsWith("3.1.", (string?)document["openapi"], StringComparison.Ordinal);
        Assert.All(RouteTable.All, route => Assert.NotNull(document["paths"]![route.Path]?[route.Method.ToLowerInvariant()]?["summary"]));
    }

    [InfrastructureFact]
    public async Task Every_schema_that_the_document_refers_to_is_in_it()
    {
        using var client = platform.CreateClient();
        var text = await client.GetStringAsync("/openapi/v1.json");
        var schemas = JsonNode.Parse(text)!["components"]!["schemas"]!.AsObject();

        var referred = System.Text.RegularExpressions.Regex.Matches(text, "\"#/components/schemas/([^\"]+)\"").Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(referred);
        Assert.All(referred, name => Assert.True(schemas.ContainsKey(name), $"{name} is missing"));
    }

    [InfrastructureFact]
    public async Task The_reference_page_opens_without_a_key()
    {
        using var client = platform.CreateClient();
        using var page = await client.GetAsync("/docs");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
    }
}
