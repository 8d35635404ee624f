using TwinPlatform.Cli.Demo;

namespace TwinPlatform.Cli.Tests.Demo;

public sealed class DemoCommandTests : IAsyncLifetime, IDisposable
{
    private const string Readme = "# The platform\n\nThe sky over the platform is blue.\n";
    private const string Record = "# Decision\n\nWe chose blue.\n";

    private readonly TestGateway _gateway = new();
    private readonly CommandLine _twin = new();

    public async Task InitializeAsync()
    {
        await _gateway.InitializeAsync();
        _twin.PlatformRuns(_gateway.Address);
        _twin.Write("README.md", Readme);
        _twin.Write("docs/adr/0001-colour.md", Record);
        _twin.Write("docs/picture.png", "not markdown");
        _gateway.Answer = (question, gateway) => Answerable(question) ? gateway.Quote("docs/adr/0001-colour.md", "We chose blue.") : TestGateway.Silence;
    }

    public Task DisposeAsync() => _gateway.DisposeAsync();

    public void Dispose() => _twin.Dispose();

    [Fact]
    public async Task A_key_is_made_once_and_printed_again_the_next_time()
    {
        Assert.Equal(ExitCode.Done, await _twin.RunAsync("demo", "key"));
        var first = _twin.Output;
        Assert.Equal(ExitCode.Done, await _twin.RunAsync("demo", "key"));

        Assert.StartsWith("tdp_live_", first, StringComparison.Ordinal);
        Assert.Equal(first, _twin.Output);
        Assert.Equal(1, _gateway.TenantsMade);
    }

    [Fact]
    public async Task The_stored_key_can_be_read_by_its_owner_alone()
    {
        await _twin.RunAsync("demo", "key");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_twin.Data, "demo.json")));
    }

    [Fact]
    public async Task A_key_that_the_platform_has_forgotten_is_replaced()
    {
        await _twin.RunAsync("demo", "key");
        var first = _twin.Output;
        _gateway.Forget();

        Assert.Equal(ExitCode.Done, await _twin.RunAsync("demo", "key"));

        Assert.NotEqual(first, _twin.Output);
        Assert.Contains(_twin.Output.Trim(), await File.ReadAllTextAsync(Path.Combine(_twin.Data, "run.env")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_answers_with_true_quotes_and_one_silence_succeed()
    {
        var exitCode = await _twin.RunAsync("demo", "run");

        Assert.Equal("", _twin.Error);
        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Equal(["README.md", "docs/adr/0001-colour.md"], _gateway.Sources.Select(source => source.Title).Order(StringComparer.Ordinal));
        Assert.Contains("word for word in docs/adr/0001-colour.md", _twin.Output, StringComparison.Ordinal);
        Assert.Contains("characters 12 to 26", _twin.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_uploads_nothing()
    {
        await _twin.RunAsync("demo", "run");
        await _twin.RunAsync("demo", "run");

        Assert.Equal(2, _gateway.Uploads);
    }

    [Fact]
    public async Task A_changed_file_replaces_its_source_a_removed_one_leaves_and_a_users_own_stays()
    {
        await _twin.RunAsync("demo", "run");
        var unchanged = _gateway.Sources.Single(source => source.Title == "docs/adr/0001-colour.md");
        _gateway.Replace(unchanged with { SourceId = Guid.CreateVersion7(), Title = "docs/gone.md" });
        _gateway.Replace(unchanged with { SourceId = Guid.CreateVersion7(), Title = "My own notes" });
        _twin.Write("README.md", Readme + "More.\n");

        Assert.Equal(ExitCode.Done, await _twin.RunAsync("demo", "run"));

        Assert.Equal(["My own notes", "README.md", "docs/adr/0001-colour.md"], _gateway.Sources.Select(source => source.Title).Order(StringComparer.Ordinal));
        Assert.Equal(Readme + "More.\n", _gateway.Sources.Single(source => source.Title == "README.md").Text);
        Assert.Contains(unchanged, _gateway.Sources);
    }

    [Fact]
    public async Task A_quote_that_does_not_stand_in_the_file_fails()
    {
        _gateway.Answer = (question, gateway) =>
            Answerable(question) ? gateway.Quote("docs/adr/0001-colour.md", "We chose grey.", found: "We chose blue.") : TestGateway.Silence;

        Assert.Equal(ExitCode.Failed, await _twin.RunAsync("demo", "run"));

        Assert.Contains("question 1: quote 1: the file says something else", _twin.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_the_question_that_has_none_fails()
    {
        _gateway.Answer = (_, gateway) => gateway.Quote("docs/adr/0001-colour.md", "We chose blue.");

        Assert.Equal(ExitCode.Failed, await _twin.RunAsync("demo", "run"));

        Assert.Contains("question 3", _twin.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_where_the_documentation_speaks_fails()
    {
        _gateway.Answer = (_, _) => TestGateway.Silence;

        Assert.Equal(ExitCode.Failed, await _twin.RunAsync("demo", "run"));

        Assert.Contains("question 1", _twin.Error, StringComparison.Ordinal);
        Assert.Contains("question 2", _twin.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_the_repository_there_is_nothing_to_ingest()
    {
        File.Delete(Path.Combine(_twin.Root, "README.md"));

        Assert.Equal(ExitCode.Failed, await _twin.RunAsync("demo", "run"));

        Assert.Contains("repository", _twin.Error, StringComparison.Ordinal);
        Assert.Equal(0, _gateway.TenantsMade);
    }

    private static bool Answerable(string question) => DemoInterview.Questions.Single(known => known.Text == question).IsAnswerable;
}
