using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Db;

/// <summary><c>twin db new</c>: writes the next pair of scripts, to be filled in.</summary>
internal static partial class NewCommand
{
    private const string Up = """
        -- Why the platform needs this step, in a sentence or two. docs/adding-a-table.md shows the form of a table.
        -- The runner makes the transaction: no begin, no commit. It waits a tenth of a second for a lock, then rolls back and tries again.
        -- An index on a table that has rows gets a step of its own: its first line is "-- no transaction", and it holds nothing but
        -- create index concurrently if not exists name on schema.table (tenant_id, …);

        """;

    private const string Down = """
        -- loses: what this way back cannot restore, in words for the person who is about to run it; delete this line when it restores everything
        -- Undo the script up, the last thing first. Where the script up destroys rows, let it keep a copy, and bring them back from there.

        """;

    public static Command Create(Terminal terminal, Workspace workspace)
    {
        var name = new Argument<string>("name") { Description = "Verb and noun in lower case, such as create_notes or add_notes_title." };
        name.Validators.Add(argument =>
        {
            if (!Name().IsMatch(argument.GetValueOrDefault<string>()))
            {
                argument.AddError("A migration is named by a verb and a noun in lower case: create_notes, add_notes_title.");
            }
        });
        var @new = new Command("new", "Writes the next pair of migration scripts into the source tree, with the next free number.") { name };
        @new.SetAction(async (parsed, ct) =>
        {
            var chain = Path.Combine(workspace.Root ?? "", "src", "Database", "Migrations");
            if (workspace.Root is null || !Directory.Exists(chain))
            {
                throw new CliException("A migration is written into the source tree, and this is none. Run it in a checkout of TwinPlatform.");
            }

            var step = $"{Next(chain):D4}_{parsed.GetRequiredValue(name)}";
            await WriteAsync(Path.Combine(chain, $"{step}.up.sql"), Up, terminal, ct);
            await WriteAsync(Path.Combine(chain, $"{step}.down.sql"), Down, terminal, ct);
            return ExitCode.Done;
        });
        return @new;
    }

    private static int Next(string chain) => 1 + Directory.EnumerateFiles(chain, "????_*.sql")
        .Select(file => int.TryParse(Path.GetFileName(file)[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0)
        .DefaultIfEmpty()
        .Max();

    /// <remarks>Never over a file that exists: somebody else may have taken the number a moment ago.</remarks>
    private static async Task WriteAsync(string path, string text, Terminal terminal, CancellationToken ct)
    {
        await using var file = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
        await file.WriteAsync(text.AsMemory(), ct);
        await terminal.Out.WriteLineAsync(path);
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)+$")]
    private static partial Regex Name();
}
