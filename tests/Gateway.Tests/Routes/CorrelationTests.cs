using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Gateway.Tests.Routes;

/// <summary>Every answer can be found again: by the client's own id, or by the trace's.</summary>
[Collection(PlatformCollection.Name)]
public sealed class CorrelationTests(TestPlatform platform)
{
    private const string Header = "x-correlation-id";

    [InfrastructureFact]
    public async Task The_clients_own_id_comes_back() => Assert.Equal("order-4711_a.b", await SendAsync("order-4711_a.b"));

    [InfrastructureTheory]
    [InlineData(null)]
    [InlineData("two words")]
    [InlineData("<script>")]
    public async Task Without_a_usable_id_the_answer_carries_the_trace_id(string? sent) => Assert.Matches("^[0-9a-f]{32}$", await SendAsync(sent));

    [InfrastructureFact]
    public async Task An_id_that_is_too_long_is_not_taken() => Assert.Matches("^[0-9a-f]{32}$", await SendAsync(new string('a', 129)));

    private async Task<string> SendAsync(string? id)
    {
        using var client = platform.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/twins");
        if (id is not null)
        {
            request.Headers.TryAddWithoutValidation(Header, id);
        }

        using var response = await client.SendAsync(request);
        return Assert.Single(response.Headers.GetValues(Header));
    }
}
