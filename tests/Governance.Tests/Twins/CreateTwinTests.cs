using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using TwinPlatform.Contracts;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Governance.Tests.Twins;

[Collection(PlatformCollection.Name)]
public sealed class CreateTwinTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task The_tenant_gets_the_twin_it_described_and_finds_it_where_the_answer_says()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        using var response = await tenant.Client.PostAsJsonAsync("/v1/twins", new { name = "Ada", description = "Engines", noAnswerMessage = "Ask me later." });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var twin = (await tenant.Client.GetFromJsonAsync<JsonNode>(response.Headers.Location))!;
        Assert.Equal("Ada", (string?)twin["name"]);
        Assert.Equal("Engines", (string?)twin["description"]);
        Assert.Equal("Ask me later.", (string?)twin["noAnswerMessage"]);
    }

    [InfrastructureFact]
    public async Task A_twin_without_words_of_its_own_says_plainly_that_it_does_not_know()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = (await tenant.Client.GetFromJsonAsync<JsonNode>($"/v1/twins/{await tenant.NewTwinAsync()}"))!;

        Assert.StartsWith("I don't know.", (string?)twin["noAnswerMessage"], StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task A_second_twin_of_the_same_name_is_refused()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        await tenant.NewTwinAsync("Ada");
        using var response = await tenant.Client.PostAsJsonAsync("/v1/twins", new { name = "Ada" });

        await ProblemAssert.IsAsync(response, HttpStatusCode.Conflict, "twin.name_taken");
    }

    [InfrastructureTheory]
    [InlineData(200, HttpStatusCode.Created)]
    [InlineData(201, HttpStatusCode.BadRequest)]
    [InlineData(0, HttpStatusCode.BadRequest)]
    public async Task A_name_has_1_to_200_characters(int length, HttpStatusCode status)
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        using var response = await tenant.Client.PostAsJsonAsync("/v1/twins", new { name = new string('a', length) });

        if (status == HttpStatusCode.BadRequest)
        {
            var problem = await ProblemAssert.IsAsync(response, status, "request.invalid");
            Assert.NotNull(problem["errors"]);
        }

        Assert.Equal(status, response.StatusCode);
    }

    [InfrastructureTheory]
    [InlineData("{", "request.invalid_json")]
    [InlineData("{}", "request.invalid_json")]
    [InlineData("""{"name":"Ada","nickname":"A"}""", "request.invalid_json")]
    [InlineData("""{"name":17}""", "request.invalid_json")]
    [InlineData("""{"name":null}""", "request.invalid_json")]
    public async Task A_body_that_does_not_fit_is_refused_with_a_code_and_without_quoting_it(string body, string code)
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await tenant.Client.PostAsync("/v1/twins", content);

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, code);
        Assert.DoesNotContain("Ada", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task A_body_that_is_no_JSON_is_told_what_to_send()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        using var content = new StringContent("name=Ada", Encoding.UTF8, "text/plain");
        using var response = await tenant.Client.PostAsync("/v1/twins", content);

        await ProblemAssert.IsAsync(response, HttpStatusCode.UnsupportedMediaType, "request.unsupported_media_type");
    }

    [InfrastructureFact]
    public async Task A_key_limited_to_twins_makes_no_new_ones()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = await tenant.NewTwinAsync();
        using var client = tenant.ClientOf(await tenant.NewKeyAsync([Scopes.TwinsWrite], [twin]));
        using var response = await client.PostAsJsonAsync("/v1/twins", new { name = "Second" });

        await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, "key.limited_to_twins");
    }
}
