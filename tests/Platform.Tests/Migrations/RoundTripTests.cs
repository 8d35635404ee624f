using TwinPlatform.Database;
using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.Seeding;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Platform.Tests.Migrations;

/// <summary>A server of its own, whose roles nobody else uses: here the way down to zero can be seen to leave nothing, not even a role.</summary>
public sealed class LonelyServer : IAsyncLifetime
{
    private LocalServers? _server;

    public string ConnectionString => _server?.OwnerConnectionString ?? throw new InvalidOperationException("There is no server: infrastructure is missing.");

    public async Task InitializeAsync() => _server = Prerequisites.SkipReason is null ? await LocalServers.StartAsync(withBroker: false) : null;

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}

/// <summary>Up and down are exact opposites, for the whole chain and for each step of it, with rows in the tables.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class RoundTripTests(LonelyServer server) : IClassFixture<LonelyServer>
{
    private static readonly IReadOnlyList<Migration> Chain = Migration.Chain();

    [InfrastructureFact]
    public async Task Up_then_down_to_zero_leaves_nothing_and_up_again_makes_the_same()
    {
        var zero = await FingerprintAsync();
        await UpToAsync(Chain.Count);
        var full = await FingerprintAsync();

        await DownToAsync(0);
        Assert.Equal(zero, await FingerprintAsync());

        await UpToAsync(Chain.Count);
        Assert.Equal(full, await FingerprintAsync());
        Assert.True(full.Count > zero.Count + 100, "The fingerprint sees too little.");
        await DownToAsync(0);
    }

    [InfrastructureFact]
    public async Task Each_step_is_taken_back_to_where_it_started_with_rows_in_every_table()
    {
        for (var version = 1; version <= Chain.Count; version++)
        {
            await UpToAsync(version - 1);
            await FillAsync();
            var (before, rows) = (await FingerprintAsync(), await RowsAsync());

            await UpToAsync(version);
            var after = await FingerprintAsync();
            await DownToAsync(version - 1);

            Assert.Equal(before, await FingerprintAsync());
            Assert.Equal(rows, await RowsAsync());
            await UpToAsync(version);
            Assert.Equal(after, await FingerprintAsync());
        }

        await DownToAsync(0);
    }

    private Task UpToAsync(int version) => new MigrationRunner(server.ConnectionString, [.. Chain.Take(version)], _ => { }).UpAsync(CancellationToken.None);

    private Task DownToAsync(int version) => new MigrationRunner(server.ConnectionString, Chain, _ => { }).DownAsync(version, CancellationToken.None);

    private Task<IReadOnlyList<string>> FingerprintAsync() => CatalogueFingerprint.ReadAsync(server.ConnectionString, withRoles: true);

    private async Task FillAsync()
    {
        await using var session = await Session.OpenAsync(server.ConnectionString);
        var catalogue = await Catalogue.ReadAsync(session);
        var rows = new RowGenerator(session, catalogue);
        foreach (var table in catalogue.Tables)
        {
            if ((await RowsOfAsync(session, table)).Length == 0)
            {
                await rows.EnsureAsync(table, table.Isolation.Owners[0], []);
            }
        }

        await session.RunAsync("reset role; commit; begin");
    }

    private async Task<IReadOnlyList<string>> RowsAsync()
    {
        await using var session = await Session.OpenAsync(server.ConnectionString);
        var rows = new List<string>();
        foreach (var table in (await Catalogue.ReadAsync(session)).Tables)
        {
            rows.Add($"{table.FullName}: {await RowsOfAsync(session, table)}");
        }

        return rows;
    }

    private static async Task<string> RowsOfAsync(Session session, Table table)
    {
        await session.AsOwnerAsync();
        return (await session.ReadAsync($"select coalesce(string_agg(to_jsonb(t)::text, ',' order by to_jsonb(t)::text), '') from {table.FullName} t"))[0];
    }
}
