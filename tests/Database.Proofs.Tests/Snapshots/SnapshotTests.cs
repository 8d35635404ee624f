using Npgsql;
using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.Snapshots;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.Snapshots;

/// <summary>What is generated from the chain is what the chain makes today.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class SnapshotTests(TestInfrastructure infrastructure)
{
    [InfrastructureFact]
    public async Task The_snapshots_and_the_data_model_page_are_current()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure);
        await using var session = await Session.OpenAsync(database.OwnerConnectionString);

        var outdated = SnapshotFiles.Outdated(SourceTree.Root, await SnapshotFiles.WriteAsync(session));

        Assert.True(outdated.Count == 0, $"Run `./twin db snapshot` and commit what it writes. Outdated: {string.Join(", ", outdated)}.");
    }

    [InfrastructureFact]
    public async Task The_snapshots_alone_make_the_schema_that_the_chain_makes()
    {
        await using var chain = await TestDatabase.CreateAsync(infrastructure);
        await using var copy = await TestDatabase.CreateAsync(infrastructure, migrated: false);
        await using (var session = await Session.OpenAsync(chain.OwnerConnectionString))
        {
            // Backwards, because a view of schema legacy shows a table of legacy_shadow.
            foreach (var (_, script) in (await SnapshotFiles.WriteAsync(session)).Where(file => file.Key.EndsWith(".sql", StringComparison.Ordinal)).OrderByDescending(file => file.Key, StringComparer.Ordinal))
            {
                await RunAsync(copy, script);
            }
        }

        await RunAsync(copy, "revoke all on schema public from public");
        Assert.Equal(await FingerprintAsync(chain), await FingerprintAsync(copy));
    }

    [InfrastructureFact]
    public async Task A_changed_or_dropped_schema_makes_its_files_outdated_and_no_others()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure);
        await using var session = await Session.OpenAsync(database.OwnerConnectionString);
        using var root = new ScratchDirectory("snapshots");
        foreach (var (path, content) in await SnapshotFiles.WriteAsync(session))
        {
            var file = Path.Combine(root.Path, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, content);
        }

        Assert.Empty(SnapshotFiles.Outdated(root.Path, await SnapshotFiles.WriteAsync(session)));
        await session.RunAsync("alter table chat.messages add column planted integer; drop schema vectors cascade");

        Assert.Equal(
            ["docs/data-model.md", "src/Database/Snapshots/chat.sql", "src/Database/Snapshots/vectors.sql"],
            SnapshotFiles.Outdated(root.Path, await SnapshotFiles.WriteAsync(session)));
    }

    private static Task<IReadOnlyList<string>> FingerprintAsync(TestDatabase database) => CatalogueFingerprint.ReadAsync(database.OwnerConnectionString, withRoles: false);

    private static async Task RunAsync(TestDatabase database, string script)
    {
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(script, connection);
        await command.ExecuteNonQueryAsync();
    }
}
