using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Npgsql;
using TwinPlatform.Cli.Asking;
using TwinPlatform.Cli.Db;
using TwinPlatform.Cli.Demo;
using TwinPlatform.Cli.Local;
using TwinPlatform.Database;

namespace TwinPlatform.Cli;

/// <summary>The command <c>twin</c>: reads the arguments, runs the command, and turns what goes wrong into one sentence and an exit code.</summary>
internal static class TwinCommand
{
    /// <remarks>Not a <see cref="RootCommand"/>: that one takes its name from the executable, and help should say <c>twin</c>.</remarks>
    public static Command Create(Terminal terminal, Workspace workspace) => new("twin", "The operator's command line of TwinPlatform.")
    {
        new HelpOption { Recursive = true },
        new VersionOption(),
        DbCommand.Create(terminal, workspace),
        AskCommand.Create(terminal, workspace),
        DemoCommand.Create(terminal, workspace),
    };

    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, Workspace workspace, CancellationToken ct)
    {
        var parsed = Create(terminal, workspace).Parse(args is [] ? ["--help"] : args);
        if (parsed.Action is ParseErrorAction)
        {
            var why = parsed.UnmatchedTokens is [var unknown, ..] ? $"\"{unknown}\" is not understood here." : parsed.Errors[0].Message;
            await terminal.Error.WriteLineAsync($"{TerminalText.Printable(why)} See: {CommandPath(parsed)} --help");
            return ExitCode.Usage;
        }

        try
        {
            var invocation = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false };
            return await parsed.InvokeAsync(invocation, ct);
        }
        catch (Exception e) when (Sentence(e) is { } sentence)
        {
            await terminal.Error.WriteLineAsync(TerminalText.Printable(sentence));
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    /// <returns>What to say, or null for a fault of the program itself, whose stack trace is the better message.</returns>
    private static string? Sentence(Exception e) => e switch
    {
        CliException or MigrationException => e.Message,
        PostgresException database => $"The database refused: {database.MessageText} (SQL state {database.SqlState}).",
        NpgsqlException => $"The database does not answer: {e.Message}. Check that it runs, and the address in the connection string.",
        IOException or UnauthorizedAccessException => e.Message,
        _ => null,
    };

    private static string CommandPath(ParseResult parsed)
    {
        var names = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult)
        {
            names.Insert(0, at.Command.Name);
        }

        return string.Join(' ', names);
    }
}
