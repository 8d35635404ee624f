using System.CommandLine;
using TwinPlatform.Cli.Local;
using TwinPlatform.Database;
using TwinPlatform.Database.Proofs.Linting;

namespace TwinPlatform.Cli.Db;

/// <summary><c>twin db lint</c>: finds what no migration may do and no schema may have.</summary>
internal static class LintCommand
{
    public static Command Create(Terminal terminal)
    {
        var rules = new Option<bool>("--rules") { Description = "List the rules and why they are there, and check nothing." };
        var lint = new Command("lint", "Checks the migrations and the schema that they make, on a server of its own. Touches no database of yours.") { rules };
        lint.SetAction((parsed, ct) => parsed.GetValue(rules) ? ListAsync(terminal) : CheckAsync(terminal, ct));
        return lint;
    }

    private static async Task<int> ListAsync(Terminal terminal)
    {
        foreach (var rule in Linter.Rules)
        {
            await terminal.Out.WriteLineAsync($"{rule.Id}  {rule.Title}");
            await terminal.Out.WriteLineAsync($"     {rule.Why}");
        }

        return ExitCode.Done;
    }

    private static async Task<int> CheckAsync(Terminal terminal, CancellationToken ct)
    {
        var chain = Migration.Chain();
        await using var server = await ThrowawayServer.StartAsync(ct);
        var findings = await Linter.RunAsync(server.OwnerConnectionString, chain, ct);
        foreach (var finding in findings)
        {
            await terminal.Out.WriteLineAsync(finding.ToString());
        }

        await terminal.Out.WriteLineAsync($"{Linter.Rules.Count} rules, {chain.Count} migrations, {findings.Count} findings.");
        return findings.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
