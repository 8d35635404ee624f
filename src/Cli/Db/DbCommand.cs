using System.CommandLine;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Db;

/// <summary><c>twin db</c>: walks the migration chain, and proves what it makes.</summary>
internal static class DbCommand
{
    public static Command Create(Terminal terminal, Workspace workspace)
    {
        var connection = new Option<string?>("--connection")
        {
            Description = "PostgreSQL with the login of the schemas' owner. Otherwise ConnectionStrings__twindb, otherwise the platform that runs here.",
            HelpName = "connection string",
            Recursive = true,
        };
        return new Command("db", "Brings the database to a version of its schema, tells which it has, and proves what it promises.")
        {
            connection,
            UpCommand.Create(terminal, workspace, connection),
            DownCommand.Create(terminal, workspace, connection),
            StatusCommand.Create(terminal, workspace, connection),
            NewCommand.Create(terminal, workspace),
            SnapshotCommand.Create(terminal, workspace),
            VerifyCommand.Create(terminal),
            LintCommand.Create(terminal),
            IsolationCommand.Create(terminal),
        };
    }
}
