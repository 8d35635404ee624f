namespace TwinPlatform.Cli.Tests;

public sealed class TwinCommandTests : IDisposable
{
    private readonly CommandLine _twin = new();

    public void Dispose() => _twin.Dispose();

    [Theory]
    [InlineData("db", "sideways")]
    [InlineData("db", "down", "--to", "many")]
    [InlineData("db", "down", "--to", "-1")]
    [InlineData("db", "down", "--to", "999")]
    [InlineData("ask")]
    [InlineData("ask", "--twin", "not-an-id", "Why?")]
    [InlineData("ask", "Why?", "--colour")]
    [InlineData("demo")]
    public async Task What_is_not_understood_is_a_usage_error_in_one_line_that_names_the_help(params string[] args)
    {
        var exitCode = await _twin.RunAsync(args);

        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Single(_twin.Error.TrimEnd().Split('\n'));
        Assert.Contains($"See: twin {args[0]}", _twin.Error, StringComparison.Ordinal);
        Assert.Contains("--help", _twin.Error, StringComparison.Ordinal);
        Assert.Empty(_twin.Output);
    }

    [Fact]
    public async Task What_is_unknown_is_named()
    {
        Assert.Equal(ExitCode.Usage, await _twin.RunAsync("frobnicate"));

        Assert.Equal("\"frobnicate\" is not understood here. See: twin --help", _twin.Error.Trim());
    }

    [Fact]
    public async Task Without_arguments_it_shows_its_commands()
    {
        Assert.Equal(ExitCode.Done, await _twin.RunAsync());

        Assert.Contains("twin [command]", _twin.Output, StringComparison.Ordinal);
        Assert.Contains("ask", _twin.Output, StringComparison.Ordinal);
        Assert.Contains("demo", _twin.Output, StringComparison.Ordinal);
        Assert.Contains("db", _twin.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_of_a_command_names_its_options()
    {
        Assert.Equal(ExitCode.Done, await _twin.RunAsync("ask", "--help"));

        Assert.Contains("--gateway", _twin.Output, StringComparison.Ordinal);
        Assert.Contains("--json", _twin.Output, StringComparison.Ordinal);
    }
}
