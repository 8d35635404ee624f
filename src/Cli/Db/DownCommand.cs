using System.CommandLine;
using TwinPlatform.Cli.Local;
using TwinPlatform.Database;

namespace TwinPlatform.Cli.Db;

/// <summary><c>twin db down</c>: takes back what was applied, after a question.</summary>
internal static class DownCommand
{
    public static Command Create(Terminal terminal, Workspace workspace, Option<string?> connection)
    {
        var chain = Migration.Chain();
        var to = WalkOptions.To("The version to arrive at; 0 leaves nothing. One step down when absent.", 0, chain.Count - 1);
        var dryRun = WalkOptions.DryRun();
        var yes = new Option<bool>("--yes") { Description = "Do not ask before destroying." };
        var down = new Command("down", "Takes migrations back, the newest first. Asks before it destroys.") { to, dryRun, yes };
        down.SetAction(async (parsed, ct) =>
        {
            var target = await TargetDatabase.FindAsync(parsed.GetValue(connection), workspace, ct);
            var mustAsk = !parsed.GetValue(yes) && !parsed.GetValue(dryRun);
            if (mustAsk && !terminal.CanAsk)
            {
                throw new CliException("db down destroys data, and nobody is here to be asked. Add --yes when you are sure.");
            }

            var runner = new MigrationRunner(target.ConnectionString, chain, terminal.Out.WriteLine);
            var at = await runner.VersionAsync(ct);
            var version = parsed.GetValue(to) ?? Math.Max(at - 1, 0);
            if (parsed.GetValue(dryRun))
            {
                await runner.TryDownAsync(version, ct);
                return ExitCode.Done;
            }

            if (mustAsk && !await Confirmation.AskAsync(terminal, target, [.. chain.Take(at).Skip(version).Reverse()], ct))
            {
                throw new CliException("Nothing was changed.");
            }

            await runner.DownAsync(version, ct);
            await terminal.Out.WriteLineAsync("Services on this database hold connections to what is gone: restart them before they are used again.");
            return ExitCode.Done;
        });
        return down;
    }
}
