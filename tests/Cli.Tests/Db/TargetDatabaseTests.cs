using TwinPlatform.Cli.Db;

namespace TwinPlatform.Cli.Tests.Db;

public sealed class TargetDatabaseTests : IDisposable
{
    private readonly CommandLine _twin = new();

    public void Dispose() => _twin.Dispose();

    [Fact]
    public async Task The_option_counts_before_the_environment_and_the_environment_before_the_running_platform()
    {
        _twin.PlatformRuns(new Uri("http://localhost:1"));
        Assert.Equal("database twindb on 127.0.0.1:1", await FoundAsync(null));

        _twin.Variables["ConnectionStrings__twindb"] = "Host=env.example;Database=fromenv";
        Assert.Equal("database fromenv on env.example:5432", await FoundAsync(null));

        Assert.Equal("database sometwins on option.example:5432", await FoundAsync("Host=option.example;Username=owner;Password=secret;Database=sometwins"));
    }

    private async Task<string> FoundAsync(string? option) => (await TargetDatabase.FindAsync(option, _twin.Workspace, CancellationToken.None)).Display;
}
