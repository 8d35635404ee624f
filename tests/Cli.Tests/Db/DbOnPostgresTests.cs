using TwinPlatform.Database;
using TwinPlatform.Testing;

namespace TwinPlatform.Cli.Tests.Db;

/// <summary><c>twin db</c> on a database of its own.</summary>
public sealed class DbOnPostgresTests(TestInfrastructure infrastructure) : IClassFixture<TestInfrastructure>, IDisposable
{
    private static readonly int Newest = Migration.Chain().Count;

    private readonly CommandLine _twin = new();

    public void Dispose() => _twin.Dispose();

    [InfrastructureFact]
    public async Task The_chain_is_walked_up_one_step_down_and_up_again()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        _twin.Variables["ConnectionStrings__twindb"] = database.OwnerConnectionString;

        Assert.Equal(ExitCode.Done, await _twin.RunAsync("db", "up"));
        Assert.Contains($"now at {Newest:D4}", _twin.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("pending", await StatusAsync(), StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await _twin.RunAsync("db", "down", "--yes"));
        Assert.Contains($"now at {Newest - 1:D4}", _twin.Output, StringComparison.Ordinal);
        Assert.Contains("restart", _twin.Output, StringComparison.Ordinal);
        Assert.Single((await StatusAsync()).Split('\n'), line => line.Contains("pending", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Done, await _twin.RunAsync("db", "up"));
        Assert.DoesNotContain("pending", await StatusAsync(), StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task Down_does_what_the_person_confirmed_and_no_more()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure);
        _twin.Variables["ConnectionStrings__twindb"] = database.OwnerConnectionString;

        Assert.Equal(ExitCode.Failed, await _twin.RunTypingAsync("yes", "db", "down", "--to", "0"));
        Assert.Contains("loses: every row of schema governance", _twin.Output, StringComparison.Ordinal);
        Assert.Contains(database.Name, _twin.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", _twin.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("pending", await StatusAsync(), StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await _twin.RunTypingAsync(database.Name, "db", "down"));
        Assert.Contains("pending", await StatusAsync(), StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task Up_stops_where_it_is_told_and_down_takes_back_one_step_of_the_database()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        _twin.Variables["ConnectionStrings__twindb"] = database.OwnerConnectionString;

        Assert.Equal(ExitCode.Done, await _twin.RunAsync("db", "up", "--to", "3"));
        Assert.Contains("now at 0003", _twin.Output, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await _twin.RunAsync("db", "down", "--yes"));
        Assert.Contains("now at 0002", _twin.Output, StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task A_dry_run_asks_nobody_and_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        _twin.Variables["ConnectionStrings__twindb"] = database.OwnerConnectionString;

        Assert.Equal(ExitCode.Done, await _twin.RunAsync("db", "up", "--dry-run"));
        Assert.Contains("still at 0000", _twin.Output, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await _twin.RunAsync("db", "up"));
        Assert.Equal(ExitCode.Done, await _twin.RunAsync("db", "down", "--to", "0", "--dry-run"));
        Assert.Contains("(loses: every row of schema governance)", _twin.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("pending", await StatusAsync(), StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task A_login_without_rights_is_refused_in_one_sentence()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure);

        Assert.Equal(ExitCode.Failed, await _twin.RunAsync("db", "up", "--connection", database.ConnectionStringOf("twin_chat")));

        Assert.StartsWith("The database refused: permission denied", _twin.Error, StringComparison.Ordinal);
    }

    private async Task<string> StatusAsync()
    {
        Assert.Equal(ExitCode.Done, await _twin.RunAsync("db", "status"));
        return _twin.Output;
    }
}
