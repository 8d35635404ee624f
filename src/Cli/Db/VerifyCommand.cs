using System.CommandLine;
using TwinPlatform.Cli.Local;
using TwinPlatform.Database;
using TwinPlatform.Database.Proofs.Verification;

namespace TwinPlatform.Cli.Db;

/// <summary><c>twin db verify</c>: proves that each migration can be taken back, with rows in every table.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var verify = new Command("verify", "Proves on a server of its own that each migration, taken back, leaves everything as it was. Touches no database of yours.");
        verify.SetAction(async (_, ct) =>
        {
            await using var server = await ThrowawayServer.StartAsync(ct);
            var reports = await new ChainProof(server.OwnerConnectionString, Migration.Chain(), terminal.Out.WriteLine).RunAsync(ct);
            return reports.All(report => report.Findings.Count == 0) ? ExitCode.Done : ExitCode.Failed;
        });
        return verify;
    }
}
