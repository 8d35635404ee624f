namespace TwinPlatform.Cli.Tests.Db;

public sealed class DbCommandTests : IDisposable
{
    private const string Nowhere = "Host=127.0.0.1;Port=1;Username=owner;Password=secret;Database=sometwins;Timeout=2";

    private readonly CommandLine _twin = new();

    public void Dispose() => _twin.Dispose();

    [Fact]
    public async Task No_database_named_says_the_three_ways_to_name_one()
    {
        Assert.Equal(ExitCode.Failed, await _twin.RunAsync("db", "status"));

        Assert.Contains("--connection", _twin.Error, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__twindb", _twin.Error, StringComparison.Ordinal);
        Assert.Contains("./run.sh", _twin.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_one_sentence_without_the_password()
    {
        Assert.Equal(ExitCode.Failed, await _twin.RunAsync("db", "up", "--connection", Nowhere));

        Assert.StartsWith("The database does not answer", _twin.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _twin.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _twin.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreadable_connection_string_is_not_repeated()
    {
        Assert.Equal(ExitCode.Failed, await _twin.RunAsync("db", "status", "--connection", "Pasword=secret;Host"));

        Assert.Contains("cannot be read", _twin.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _twin.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_with_nobody_to_ask_changes_nothing_and_says_so()
    {
        Assert.Equal(ExitCode.Failed, await _twin.RunAsync("db", "down", "--connection", Nowhere));

        Assert.Contains("--yes", _twin.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_shows_what_is_lost_and_asks_for_the_name_of_the_database()
    {
        Assert.Equal(ExitCode.Failed, await _twin.RunTypingAsync("yes", "db", "down", "--to", "0", "--connection", Nowhere));

        Assert.Contains("loses: every row of schema governance", _twin.Output, StringComparison.Ordinal);
        Assert.Contains("sometwins", _twin.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", _twin.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_goes_on_when_the_name_is_typed()
    {
        Assert.Equal(ExitCode.Failed, await _twin.RunTypingAsync("sometwins", "db", "down", "--connection", Nowhere));

        Assert.StartsWith("The database does not answer", _twin.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_option_counts_before_the_environment_and_the_environment_before_the_running_platform()
    {
        _twin.PlatformRuns(new Uri("http://localhost:1"));
        await _twin.RunTypingAsync("no", "db", "down");
        Assert.Contains("database twindb on 127.0.0.1:1,", _twin.Output, StringComparison.Ordinal);

        _twin.Variables["ConnectionStrings__twindb"] = "Host=env.example;Database=fromenv";
        await _twin.RunTypingAsync("no", "db", "down");
        Assert.Contains("database fromenv on env.example:5432,", _twin.Output, StringComparison.Ordinal);

        await _twin.RunTypingAsync("no", "db", "down", "--connection", Nowhere);
        Assert.Contains("database sometwins on 127.0.0.1:1,", _twin.Output, StringComparison.Ordinal);
    }
}
