using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using TwinPlatform.Cli.Local;
using TwinPlatform.Database;
using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.TenantIsolation;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Cli.Db;

/// <summary><c>twin db isolation</c>: attacks the walls between tenants and between services, and breaks them to see that it would be noticed.</summary>
internal static class IsolationCommand
{
    private const int Million = 1_000_000;
    private const string BusyRole = "twin_governance";

    public static Command Create(Terminal terminal)
    {
        var full = new Option<bool>("--full") { Description = "Name the probe that caught each broken wall, table by table." };
        var isolation = new Command("isolation", "Proves on a server of its own that no tenant and no service reaches another's rows.") { full };
        isolation.SetAction(async (parsed, ct) =>
        {
            await using var server = await ThrowawayServer.StartAsync(ct);
            return await RunAsync(server.OwnerConnectionString, parsed.GetValue(full), terminal.Out, ct) ? ExitCode.Done : ExitCode.Failed;
        });
        return isolation;
    }

    /// <returns>True when nothing was found and everything was noticed.</returns>
    private static async Task<bool> RunAsync(string owner, bool inFull, TextWriter output, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        await new MigrationRunner(owner, Migration.Chain(), _ => { }).UpAsync(ct);
        int holes, unnoticed = 0, broken = 0;
        await using (var session = await Session.OpenAsync(owner))
        {
            var proof = await IsolationProof.PrepareAsync(session);
            IReadOnlyList<Hole> found = [.. await proof.AttackAsync(), .. await CopyAttacks.FireAsync(owner, proof.Prey, ct)];
            holes = found.Count;
            await WriteAsync(output, [.. IsolationReport.Table(proof.Attacks, found), .. found.Select(hole => $"HOLE {hole}")]);
            await output.WriteLineAsync($"{proof.Attacks.Count} attacks on {proof.Prey.Count} tables and what surrounds them: {holes} holes ({Seconds(clock)})");

            await foreach (var breaches in proof.MutateAsync())
            {
                ct.ThrowIfCancellationRequested();
                broken += breaches.Count;
                unnoticed += breaches.Count(breach => breach.NoticedBy is null);
                await WriteAsync(output, IsolationReport.Of(breaches, inFull));
            }
        }

        await output.WriteLineAsync($"{broken} walls broken on purpose: {unnoticed} unnoticed ({Seconds(clock)})");

        var findings = await BusyAsync(owner, output, ct);
        await output.WriteLineAsync($"{(holes + unnoticed + findings == 0 ? "isolation holds" : "ISOLATION DOES NOT HOLD")} ({Seconds(clock)})");
        return holes + unnoticed + findings == 0;
    }

    /// <returns>How much went wrong.</returns>
    private static async Task<int> BusyAsync(string owner, TextWriter output, CancellationToken ct)
    {
        var password = RandomNumberGenerator.GetHexString(32);
        await RolePasswords.SetAsync(owner, new Dictionary<string, string> { [BusyRole] = password }, ct);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(owner)
        {
            Username = BusyRole,
            Password = password,
            MaxPoolSize = BusyService.Connections,
            MaxAutoPrepare = 100,
        });
        var busy = new BusyService(source, new TenantDb(source).RunAsync);
        var findings = await busy.RunAsync(Million, owner, ct);
        await WriteAsync(output, findings.Select(finding => $"HOLE {BusyRole}: {finding}"));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{busy.Done:N0} operations of {BusyService.Tenants} tenants on {BusyService.Connections} connections, {busy.Forgotten:N0} of them without a tenant: {findings.Count} went wrong"));
        return findings.Count;
    }

    private static async Task WriteAsync(TextWriter output, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line);
        }
    }

    private static string Seconds(Stopwatch clock) => string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:F0} s");
}
