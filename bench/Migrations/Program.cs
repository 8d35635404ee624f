using System.Globalization;
using TwinPlatform.Database;
using TwinPlatform.Migrations;
using TwinPlatform.Testing;

// What a running load feels of a migration: dotnet run -c Release --project bench/Migrations -- [first version under load]
// Connections of the services' own roles read and write every table that the version before has, and one transaction reads them all for six seconds, while the
// runner applies the step. "lowest" is the worst second that the load had, wherever it begins, relative to the median second before the step.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var chain = Migration.Chain();
var first = args is [var version] ? int.Parse(version, CultureInfo.InvariantCulture) : 2;

await using var server = await LocalServers.StartAsync(withBroker: false);
var owner = server.OwnerConnectionString;
await new MigrationRunner(owner, chain, _ => { }).UpAsync(first - 1, CancellationToken.None);

Console.WriteLine($"{"step",-44} {"lowest",7} {"seconds",8} {"retries",8}");
var worst = 1.0;
foreach (var step in chain.Skip(first - 1))
{
    worst = Math.Min(worst, await MeasureAsync($"{step.Version:D4} {step.Name}", say => new MigrationRunner(owner, chain, say).UpAsync(step.Version, CancellationToken.None)));
}

// The same change twice: as the runner makes it, and as a tool makes it that queues for its lock and has everybody queue behind it.
const string Alter = "alter table chat.messages add column bench_note text";
var alter = new Migration(chain.Count + 1, "alter_a_busy_table", Alter + ";", "alter table chat.messages drop column bench_note;");
var altered = await MeasureAsync("a column for a busy table, by the runner", say => new MigrationRunner(owner, [.. chain, alter], say).UpAsync(CancellationToken.None));
await new MigrationRunner(owner, [.. chain, alter], _ => { }).DownAsync(chain.Count, CancellationToken.None);
var plain = await MeasureAsync("the same, plain, without a lock timeout", _ => Load.ExecuteAsync(owner, Alter));

Console.WriteLine($"worst step of the chain {worst:P0}; behind a reader: runner {altered:P0}, plain {plain:P0}");
return Math.Min(worst, altered) >= 0.1 ? 0 : 1;

async Task<double> MeasureAsync(string name, Func<Action<string>, Task> step)
{
    var retries = 0;
    var felt = await Load.UnderAsync(owner, () => step(line => retries += line.StartsWith("again", StringComparison.Ordinal) ? 1 : 0));
    Console.WriteLine($"{name,-44} {felt.Lowest,7:P0} {felt.Duration.TotalSeconds,8:F2} {retries,8}");
    return felt.Lowest;
}
