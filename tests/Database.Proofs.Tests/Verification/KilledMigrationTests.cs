using System.Diagnostics;
using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.Verification;

/// <summary>The program that migrates, killed without a word (SIGKILL) at any moment of its way up or down: who comes after it arrives where it would have.</summary>
[Collection(LonelyServer.Collection)]
public sealed class KilledMigrationTests(LonelyServer server)
{
    private const int Kills = 50;

    [InfrastructureFact]
    public async Task Killed_at_random_moments_the_chain_is_finished_by_the_next_run()
    {
        var seed = Environment.TickCount;
        var chance = new Random(seed);
        await using var database = await server.CreateDatabaseAsync();
        var runner = new MigrationRunner(database.ConnectionString, Migration.Chain(), _ => { });

        // The first undisturbed walks tell where each way ends and how long it takes.
        await runner.UpAsync(CancellationToken.None);
        await runner.DownAsync(0, CancellationToken.None);
        var zero = await FingerprintAsync(database);
        var upTakes = await WalkAsync(database, "up");
        var full = await FingerprintAsync(database);
        var downTakes = await WalkAsync(database, "down", "0");

        var interrupted = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var isUp = kill % 2 == 0;
            var after = (isUp ? upTakes : downTakes) * chance.NextDouble();
            await KillAsync(database, after, isUp ? ["up"] : ["down", "0"]);
            var reached = await runner.VersionAsync(CancellationToken.None);
            interrupted += reached > 0 && reached < Migration.Chain().Count ? 1 : 0;

            await (isUp ? runner.UpAsync(CancellationToken.None) : reached > 0 ? runner.DownAsync(0, CancellationToken.None) : Task.CompletedTask);

            var (expected, found) = (isUp ? full : zero, await FingerprintAsync(database));
            Assert.True(
                expected.SequenceEqual(found),
                $"Seed {seed}, kill {kill} of {(isUp ? "up" : "down")} after {after}, at version {reached}: {string.Join('\n', expected.Except(found).Concat(found.Except(expected)))}");
        }

        Assert.True(interrupted > 0, $"Seed {seed}: no kill met the program at work.");
    }

    private static Task<IReadOnlyList<string>> FingerprintAsync(LonelyDatabase database) => CatalogueFingerprint.ReadAsync(database.ConnectionString, withRoles: true);

    private static async Task<TimeSpan> WalkAsync(LonelyDatabase database, params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var program = Start(database, arguments);
        await program.WaitForExitAsync();
        Assert.Equal(0, program.ExitCode);
        return clock.Elapsed;
    }

    private static async Task KillAsync(LonelyDatabase database, TimeSpan after, params string[] arguments)
    {
        using var program = Start(database, arguments);
        await Task.WhenAny(program.WaitForExitAsync(), Task.Delay(after));
        program.Kill();
        await program.WaitForExitAsync();
    }

    /// <remarks>Beside the tests, the program finds what it needs where the tests find it.</remarks>
    private static Process Start(LonelyDatabase database, string[] arguments)
    {
        var tests = Path.ChangeExtension(typeof(KilledMigrationTests).Assembly.Location, null);
        return Process.Start(
            new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", $"{tests}.runtimeconfig.json", "--depsfile", $"{tests}.deps.json", typeof(Migration).Assembly.Location, .. arguments])
            {
                Environment = { ["ConnectionStrings__twindb"] = database.ConnectionString },
                RedirectStandardOutput = true,
            })!;
    }
}
