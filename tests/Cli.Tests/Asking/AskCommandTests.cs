using System.Text.Json;

namespace TwinPlatform.Cli.Tests.Asking;

public sealed class AskCommandTests(TestGateway gateway) : IClassFixture<TestGateway>, IDisposable
{
    private readonly CommandLine _twin = new();

    public void Dispose() => _twin.Dispose();

    [Fact]
    public async Task An_answer_is_printed_with_quote_source_page_headings_and_offsets()
    {
        var (key, twinId) = gateway.Tenant();
        gateway.Answer = (_, _) => Cited("Ports are\nchosen freely.");

        Assert.Equal(ExitCode.Done, await AskAsync("Which ports?", key, twinId));

        Assert.Equal(
            """
            Ports are chosen freely.

            [1] README.md, page 3, Install › Ports, characters 120 to 145
                Ports are
                chosen freely.

            """,
            _twin.Output);
    }

    [Fact]
    public async Task A_twin_that_does_not_know_is_an_answer_too()
    {
        var (key, twinId) = gateway.Tenant();
        gateway.Answer = (_, _) => TestGateway.Silence;

        Assert.Equal(ExitCode.Done, await AskAsync("Which?", key, twinId));

        Assert.Equal("I don't know.", _twin.Output.Trim());
    }

    [Fact]
    public async Task Json_is_the_answer_of_the_api_unchanged()
    {
        var (key, twinId) = gateway.Tenant();
        gateway.Answer = (_, _) => Cited("A quote.");

        await AskAsync("Which?", key, twinId, "--json");

        var answer = JsonDocument.Parse(_twin.Output).RootElement;
        Assert.Equal("extractive", answer.GetProperty("generatedBy").GetString());
        Assert.Equal(120, answer.GetProperty("citations")[0].GetProperty("start").GetInt32());
    }

    [Fact]
    public async Task Escape_sequences_in_a_quote_are_not_printed()
    {
        var (key, twinId) = gateway.Tenant();
        gateway.Answer = (_, _) => Cited("\u001b]0;title\u0007");

        await AskAsync("Which?", key, twinId);

        Assert.DoesNotContain('\u001b', _twin.Output);
    }

    [Fact]
    public async Task A_refusal_is_its_sentence_with_code_and_trace()
    {
        var (key, _) = gateway.Tenant();

        Assert.Equal(ExitCode.Failed, await AskAsync("Which?", key, Guid.CreateVersion7()));

        Assert.Equal("No such twin. Check the twin's id. (twin.not_found, trace 0af7651916cd43dd8448eb211c80319c)", _twin.Error.Trim());
        Assert.Empty(_twin.Output);
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_one_sentence()
    {
        var twinId = Guid.CreateVersion7().ToString();

        Assert.Equal(ExitCode.Failed, await _twin.RunAsync("ask", "Which?", "--gateway", "http://127.0.0.1:1", "--key", "k", "--twin", twinId));

        Assert.StartsWith("The gateway at http://127.0.0.1:1/ does not answer.", _twin.Error, StringComparison.Ordinal);
        Assert.Single(_twin.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task An_address_that_is_no_address_is_refused()
    {
        Assert.Equal(ExitCode.Failed, await _twin.RunAsync("ask", "Which?", "--gateway", "localhost:8080", "--key", "k"));

        Assert.Contains("http://", _twin.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_platform_that_runs_here_is_asked_by_default()
    {
        var (key, twinId) = gateway.Tenant();
        gateway.Answer = (_, _) => TestGateway.Silence;
        _twin.PlatformRuns(gateway.Address);
        _twin.Write(Path.Combine(".data", "run.env"), $"export GATEWAY='{gateway.Address}'\nexport KEY='{key}'\nexport TWIN='{twinId}'\n");

        Assert.Equal(ExitCode.Done, await _twin.RunAsync("ask", "Which?"));
    }

    /// <summary>A mistyped address must not collect the demo key.</summary>
    [Fact]
    public async Task The_demo_key_is_not_sent_to_another_gateway()
    {
        var (key, twinId) = gateway.Tenant();
        _twin.Write(Path.Combine(".data", "run.env"), $"export GATEWAY='http://localhost:8080'\nexport KEY='{key}'\nexport TWIN='{twinId}'\n");

        Assert.Equal(ExitCode.Failed, await _twin.RunAsync("ask", "Which?", "--gateway", gateway.Address.ToString()));

        Assert.Contains("--key", _twin.Error, StringComparison.Ordinal);
    }

    private Task<int> AskAsync(string question, string key, Guid twinId, params string[] more) =>
        _twin.RunAsync(["ask", question, "--gateway", gateway.Address.ToString(), "--key", key, "--twin", twinId.ToString(), .. more]);

    private static object Cited(string quote) => new
    {
        conversationId = Guid.CreateVersion7(), messageId = Guid.CreateVersion7(), answered = true, answer = quote.Replace('\n', ' '), confidence = 0.9,
        citations = new[]
        {
            new
            {
                index = 1, sourceId = Guid.CreateVersion7(), sourceVersion = 1, title = "README.md", page = 3, headingPath = new[] { "Install", "Ports" },
                start = 120, end = 145, quote, sha256 = "00",
            },
        },
        generatedBy = "extractive",
    };
}
