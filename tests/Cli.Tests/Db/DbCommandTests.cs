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
}
