using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Npgsql;
using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.Seeding;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Tests.Migrations;

/// <summary>Does what docs/runbooks/backup-and-restore.md says, word for word: from one server with rows in every table to another that has nothing.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed partial class BackupTests
{
    [InfrastructureFact]
    public async Task A_backup_comes_back_on_a_fresh_server_as_it_was()
    {
        await using var old = await LocalServers.StartAsync(withBroker: false);
        await using var fresh = await LocalServers.StartAsync(withBroker: false);
        var backup = Directory.CreateTempSubdirectory("twin-backup-").FullName;
        try
        {
            await new MigrationRunner(old.OwnerConnectionString, Migration.Chain(), _ => { }).UpAsync(CancellationToken.None);
            await FillAsync(old.OwnerConnectionString);
            await RunAsync("save", old, backup);
            await RunAsync("save-one", old, backup);

            await RunAsync("restore", fresh, backup);

            var restored = new NpgsqlConnectionStringBuilder(fresh.OwnerConnectionString) { Database = "twindb_restored", Pooling = false }.ConnectionString;
            Assert.Equal(await CatalogueFingerprint.ReadAsync(old.OwnerConnectionString, withRoles: true), await CatalogueFingerprint.ReadAsync(restored, withRoles: true));
            var rows = await RowsAsync(old.OwnerConnectionString);
            var messages = rows.Single(line => line.StartsWith("chat.messages ", StringComparison.Ordinal)).Split(' ')[1];
            Assert.NotEqual("0", messages);
            Assert.Contains(rows, line => line.StartsWith($"migrations.ledger {Migration.Chain().Count} ", StringComparison.Ordinal));
            Assert.Equal(rows, await RowsAsync(restored));
            Assert.Contains($"chat.messages|{messages}", await RunAsync("count", fresh, backup), StringComparison.Ordinal);
            Assert.DoesNotContain(await StatusAsync(restored), line => line.Contains("pending", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(backup, recursive: true);
        }
    }

    /// <summary>Runs one block of the page, as the page says: in bash, with the variables it names.</summary>
    private static async Task<string> RunAsync(string block, LocalServers server, string backup)
    {
        var login = new NpgsqlConnectionStringBuilder(server.OwnerConnectionString);
        var bash = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", Blocks().Matches(await File.ReadAllTextAsync(Page())).Single(match => match.Groups[1].Value == block).Groups[2].Value])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = login.Host,
                ["PGPORT"] = login.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["PGUSER"] = login.Username,
                ["PGPASSWORD"] = login.Password,
                ["SOURCE"] = login.Database,
                ["TARGET"] = "twindb_restored",
                ["BACKUP"] = backup,
            },
        };
        using var process = Process.Start(bash)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"Block \"{block}\" failed: {error}");
        return await output;
    }

    private static async Task FillAsync(string connectionString)
    {
        await using var session = await Session.OpenAsync(connectionString);
        var catalogue = await Catalogue.ReadAsync(session, everySchema: true);
        await new TableSeeder(session, catalogue).SeedAsync(catalogue.Tables);
        await session.CommitAsync();
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(string connectionString)
    {
        await using var session = await Session.OpenAsync(connectionString);
        var lines = new List<string>();
        foreach (var table in await session.ReadAsync("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname !~ '^(pg_|information_schema)' order by 1"))
        {
            lines.AddRange(await session.ReadAsync(
                $"select '{table} ' || count(*) || ' ' || md5(coalesce(string_agg(t::text, ',' order by t::text), '')) from {table} t"));
        }

        return lines;
    }

    private static async Task<IReadOnlyList<string>> StatusAsync(string connectionString)
    {
        var said = new List<string>();
        await new MigrationRunner(connectionString, Migration.Chain(), said.Add).StatusAsync(CancellationToken.None);
        return said;
    }

    private static string Page([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "runbooks", "backup-and-restore.md"));

    [GeneratedRegex("^```bash ([a-z-]+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
