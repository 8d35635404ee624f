using System.Net.Http.Json;
using Npgsql;
using TwinPlatform.AppHost.Local.Processes;
using Xunit;

namespace TwinPlatform.AppHost.Tests;

/// <summary>A whole platform with a real database and broker: its order, its description, and what happens when parts of it die.</summary>
public sealed class PlatformRunTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private SampleHost _host = null!;

    public async Task InitializeAsync() => _host = await SampleHost.StartAsync(_data);

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>One run for all of it: a start of the whole platform costs seconds.</summary>
    [Fact]
    public async Task It_starts_in_order_describes_itself_and_recovers_whatever_dies()
    {
        TheServiceStartedAfterTheJobAndTheJobAfterTheDatabase();
        await ThePlatformFileTellsHowToReachEverything();
        await ASecondHostOnTheSameDataIsRefused();
        await TheDatabaseKeepsItsRowsAndPortWhenItIsKilled();
        foreach (var resource in (string[])["web", "messaging"])
            await AKilledProcessIsStartedAgain(resource);
    }

    private void TheServiceStartedAfterTheJobAndTheJobAfterTheDatabase()
    {
        var job = _host.Output.IndexOf("job 0 did its work", StringComparison.Ordinal);
        var web = _host.Output.IndexOf("the sample service starts", StringComparison.Ordinal);
        var ready = _host.Output.IndexOf("everything was healthy", StringComparison.Ordinal);

        Assert.InRange(job, 0, web);
        Assert.InRange(web, job, ready);
        Assert.Contains("API reference", _host.Output, StringComparison.Ordinal);
    }

    private async Task ThePlatformFileTellsHowToReachEverything()
    {
        await using var connection = new NpgsqlConnection(_host.ConnectionStringOf("twindb") + ";Pooling=false");
        await connection.OpenAsync();
        using var client = _host.Client();
        var environment = await client.GetFromJsonAsync<Dictionary<string, string>>("/environment");

        Assert.Equal("twindb", connection.Database);
        Assert.Equal(_host.ConnectionStringOf("twindb"), environment!["ConnectionStrings__twindb"]);
        Assert.Equal(_host.ConnectionStringOf("messaging"), environment["ConnectionStrings__messaging"]);
        Assert.Equal(connection.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), environment["TWINDB_PORT"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_data, "platform.json")));
    }

    private async Task ASecondHostOnTheSameDataIsRefused()
    {
        await using var second = SampleHost.Launch(_data);

        Assert.Equal(1, await second.ExitAsync());
        await _host.Until(() => second.Output.Contains($"is in use by another running host (process {_host.Pid})", StringComparison.Ordinal), "the second host says why");
        Assert.NotNull(_host.Platform());
    }

    private async Task TheDatabaseKeepsItsRowsAndPortWhenItIsKilled()
    {
        var connectionString = _host.ConnectionStringOf("twindb") + ";Pooling=false";
        await ExecuteAsync(connectionString, "create table kept (n int); insert into kept values (42)");

        await AKilledProcessIsStartedAgain("postgres");

        Assert.Equal(42, await ExecuteAsync(connectionString, "select n from kept"));
    }

    private async Task AKilledProcessIsStartedAgain(string resource)
    {
        var before = _host.PidOf(resource);

        Assert.True(Native.Signal(before, Signal.Kill));

        await _host.Until(() => _host.PidOf(resource) != before && ProcessTable.StartTime(_host.PidOf(resource)) is not null, $"{resource} runs again");
        Assert.Contains($"'{resource}' died with exit code 137 and is started again", _host.Output, StringComparison.Ordinal);
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
