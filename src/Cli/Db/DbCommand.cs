using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TwinPlatform.Cli.Local;
using TwinPlatform.Database;

namespace TwinPlatform.Cli.Db;

/// <summary><c>twin db up | down | status</c>: walks the migration chain.</summary>
internal static class DbCommand
{
    private static readonly IReadOnlyList<Migration> Chain = Migration.Chain();

    public static Command Create(Terminal terminal, Workspace workspace)
    {
        var connection = new Option<string?>("--connection")
        {
            Description = "PostgreSQL with the login of the schemas' owner. Otherwise ConnectionStrings__twindb, otherwise the platform that runs here.",
            HelpName = "connection string",
            Recursive = true,
        };
        return new Command("db", "Brings the database to a version of its schema, or tells which it has.")
        {
            connection,
            Up(terminal, workspace, connection),
            Down(terminal, workspace, connection),
            Status(terminal, workspace, connection),
        };
    }

    private static Command Up(Terminal terminal, Workspace workspace, Option<string?> connection)
    {
        var up = new Command("up", "Applies every migration that the database lacks, and sets the roles' passwords where they are known.");
        up.SetAction(async (parsed, ct) =>
        {
            var target = await TargetDatabase.FindAsync(parsed.GetValue(connection), workspace, ct);
            await Runner(target, terminal).UpAsync(ct);
            await RolePasswords.SetAsync(target.ConnectionString, target.RolePasswords, ct);
            return ExitCode.Done;
        });
        return up;
    }

    private static Command Down(Terminal terminal, Workspace workspace, Option<string?> connection)
    {
        var to = new Option<int>("--to")
        {
            Description = "The version to arrive at; 0 leaves nothing. One step down when absent.",
            HelpName = "version",
            DefaultValueFactory = _ => Chain.Count - 1,
            CustomParser = VersionOf,
        };
        var yes = new Option<bool>("--yes") { Description = "Do not ask before destroying." };
        var down = new Command("down", "Takes migrations back, the newest first. Asks before it destroys.") { to, yes };
        down.SetAction(async (parsed, ct) =>
        {
            var target = await TargetDatabase.FindAsync(parsed.GetValue(connection), workspace, ct);
            var version = parsed.GetValue(to);
            if (!parsed.GetValue(yes) && !await Confirmation.AskAsync(terminal, target, Chain, version, ct))
            {
                throw new CliException("Nothing was changed.");
            }

            await Runner(target, terminal).DownAsync(version, ct);
            await terminal.Out.WriteLineAsync("Services on this database hold connections to what is gone: restart them before they are used again.");
            return ExitCode.Done;
        });
        return down;
    }

    private static int VersionOf(ArgumentResult argument)
    {
        if (!int.TryParse(argument.Tokens[0].Value, CultureInfo.InvariantCulture, out var version) || version < 0 || version >= Chain.Count)
        {
            argument.AddError($"--to takes a version from 0 to {Chain.Count - 1}.");
        }

        return version;
    }

    private static Command Status(Terminal terminal, Workspace workspace, Option<string?> connection)
    {
        var status = new Command("status", "Lists every migration, when it was applied, and what its way down would lose.");
        status.SetAction(async (parsed, ct) =>
        {
            await Runner(await TargetDatabase.FindAsync(parsed.GetValue(connection), workspace, ct), terminal).StatusAsync(ct);
            return ExitCode.Done;
        });
        return status;
    }

    private static MigrationRunner Runner(TargetDatabase target, Terminal terminal) => new(target.ConnectionString, Chain, terminal.Out.WriteLine);
}
