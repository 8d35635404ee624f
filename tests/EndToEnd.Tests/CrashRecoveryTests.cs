using System.Diagnostics;
using System.Text.Json.Nodes;
using Npgsql;
using TwinPlatform.Contracts;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.EndToEnd.Tests;

/// <summary>A platform that is taken to pieces while it works. It is this test's own.</summary>
public sealed class FragilePlatform : TestPlatform
{
    protected override bool OfItsOwn => true;
}

/// <summary>Ingestion loses nothing and doubles nothing, whichever process dies.</summary>
public sealed class CrashRecoveryTests(FragilePlatform platform) : IClassFixture<FragilePlatform>
{
    private const int Documents = 50;
    private const int Paragraphs = 120;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [InfrastructureFact]
    public async Task Every_process_killed_in_turn_leaves_each_of_fifty_sources_live_once()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var clean = await tenant.NewTwinAsync("Undisturbed");
        await AddDocumentsAsync(tenant, clean);
        await AllLiveAsync(clean);

        var disturbed = await tenant.NewTwinAsync("Disturbed");
        await AddDocumentsAsync(tenant, disturbed);
        foreach (var process in (string[])["knowledge", "vectors", "messaging", "knowledge", "postgres", "governance", "chat", "metrics", "gateway"])
        {
            await KillAsync(process);
        }

        await AllLiveAsync(disturbed);
        Assert.Equal(await StoredKnowledge.ChunkCountAsync(platform.File, clean), await StoredKnowledge.ChunkCountAsync(platform.File, disturbed));
        Assert.Equal(await StoredKnowledge.VectorCountAsync(platform.File, clean), await StoredKnowledge.VectorCountAsync(platform.File, disturbed));
        Assert.Equal(await StoredKnowledge.ChunkCountAsync(platform.File, disturbed), await StoredKnowledge.VectorCountAsync(platform.File, disturbed));
        await Eventually.TrueAsync(
            async () => (int)(await DashboardAsync(tenant, disturbed))["sources"]!["ingested"]! == Documents,
            Patience,
            "each ingestion is counted once, also those whose event was on its way when the broker died");
    }

    private static async Task AddDocumentsAsync(TestTenant tenant, TwinId twin)
    {
        for (var number = 1; number <= Documents; number++)
        {
            await tenant.AddFileSourceAsync(twin, $"ledger-{number}.md", EndToEnd.Tests.Documents.Long(number, Paragraphs));
        }
    }

    /// <summary>SIGKILL, and on as soon as another process has taken its place: the platform is to recover while it is being hurt.</summary>
    private async Task KillAsync(string name)
    {
        var pid = platform.File.Resources[name].Pid!.Value;
        using (var process = Process.GetProcessById(pid))
        {
            process.Kill();
        }

        await Eventually.TrueAsync(() => platform.File.Resources[name].Pid is { } now && now != pid, Patience, $"{name} runs again");
    }

    /// <remarks>Looked at in the table itself: the API may be down at any of these moments, and so may the database.</remarks>
    private Task AllLiveAsync(TwinId twin) => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                await using var connection = new NpgsqlConnection(platform.File.OwnerConnectionString);
                await connection.OpenAsync();
                await using var command = new NpgsqlCommand("select count(*) from knowledge.sources where twin_id = $1 and status = 'live'", connection)
                {
                    Parameters = { new() { Value = twin.Value } },
                };
                return (long)(await command.ExecuteScalarAsync())! == Documents;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        },
        Patience,
        $"all {Documents} sources of {twin} are live");

    private static async Task<JsonNode> DashboardAsync(TestTenant tenant, TwinId twin)
    {
        try
        {
            return await tenant.GetAsync($"/v1/twins/{twin}/metrics/dashboard");
        }
        catch (HttpRequestException)
        {
            return new JsonObject { ["sources"] = new JsonObject { ["ingested"] = 0 } };
        }
    }
}
