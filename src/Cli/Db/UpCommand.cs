using System.CommandLine;
using TwinPlatform.Cli.Local;
using TwinPlatform.Database;

namespace TwinPlatform.Cli.Db;

/// <summary><c>twin db up</c>: applies what the database lacks.</summary>
internal static class UpCommand
{
    public static Command Create(Terminal terminal, Workspace workspace, Option<string?> connection)
    {
        var chain = Migration.Chain();
        var to = WalkOptions.To("The version to arrive at. The newest when absent.", 1, chain.Count);
        var dryRun = WalkOptions.DryRun();
        var up = new Command("up", "Applies every migration that the database lacks, and sets the roles' passwords where they are known.") { to, dryRun };
        up.SetAction(async (parsed, ct) =>
        {
            var target = await TargetDatabase.FindAsync(parsed.GetValue(connection), workspace, ct);
            var runner = new MigrationRunner(target.ConnectionString, chain, terminal.Out.WriteLine);
            var version = parsed.GetValue(to) ?? chain.Count;
            if (parsed.GetValue(dryRun))
            {
                await runner.TryUpAsync(version, ct);
                return ExitCode.Done;
            }

            await runner.UpAsync(version, ct);
            await RolePasswords.SetAsync(target.ConnectionString, target.RolePasswords, ct);
            return ExitCode.Done;
        });
        return up;
    }
}
