using System.CommandLine;
using TwinPlatform.Cli.Local;
using TwinPlatform.Database;
using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.Snapshots;

namespace TwinPlatform.Cli.Db;

/// <summary><c>twin db snapshot</c>: writes what is generated from the migration chain, or tells whether it is current.</summary>
internal static class SnapshotCommand
{
    public static Command Create(Terminal terminal, Workspace workspace)
    {
        var check = new Option<bool>("--check") { Description = "Write nothing; fail when a file is not what the chain makes." };
        var snapshot = new Command("snapshot", "Writes src/Database/Snapshots and docs/data-model.md from the migration chain, on a server of its own.") { check };
        snapshot.SetAction(async (parsed, ct) =>
        {
            var root = workspace.Root ?? throw new CliException("db snapshot writes into the source tree. Run it inside the repository.");
            var files = await FilesAsync(ct);
            var outdated = SnapshotFiles.Outdated(root, files);
            if (parsed.GetValue(check))
            {
                foreach (var path in outdated)
                {
                    await terminal.Out.WriteLineAsync($"outdated  {path}");
                }

                return outdated.Count == 0 ? ExitCode.Done : throw new CliException("Run ./twin db snapshot and commit what it writes.");
            }

            await WriteAsync(root, files, outdated, terminal, ct);
            return ExitCode.Done;
        });
        return snapshot;
    }

    private static async Task<IReadOnlyDictionary<string, string>> FilesAsync(CancellationToken ct)
    {
        await using var server = await ThrowawayServer.StartAsync(ct);
        await new MigrationRunner(server.OwnerConnectionString, Migration.Chain(), _ => { }).UpAsync(ct);
        await using var session = await Session.OpenAsync(server.OwnerConnectionString);
        return await SnapshotFiles.WriteAsync(session);
    }

    private static async Task WriteAsync(
        string root, IReadOnlyDictionary<string, string> files, IReadOnlyList<string> outdated, Terminal terminal, CancellationToken ct)
    {
        foreach (var path in outdated)
        {
            var file = Path.Combine(root, path);
            if (files.TryGetValue(path, out var content))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, content, ct);
                await terminal.Out.WriteLineAsync($"written  {path}");
            }
            else
            {
                File.Delete(file);
                await terminal.Out.WriteLineAsync($"deleted  {path}");
            }
        }

        await terminal.Out.WriteLineAsync($"{files.Count} files are current.");
    }
}
