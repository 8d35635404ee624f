using System.CommandLine;
using TwinPlatform.Cli.Local;
using TwinPlatform.Database;

namespace TwinPlatform.Cli.Db;

/// <summary><c>twin db status</c>: where the database is on the chain.</summary>
internal static class StatusCommand
{
    public static Command Create(Terminal terminal, Workspace workspace, Option<string?> connection)
    {
        var status = new Command(
            "status", "Lists every migration, when it was applied and what its way down would lose; and what was edited, is newer or was interrupted.");
        status.SetAction(async (parsed, ct) =>
        {
            var target = await TargetDatabase.FindAsync(parsed.GetValue(connection), workspace, ct);
            await new MigrationRunner(target.ConnectionString, Migration.Chain(), terminal.Out.WriteLine).StatusAsync(ct);
            return ExitCode.Done;
        });
        return status;
    }
}
