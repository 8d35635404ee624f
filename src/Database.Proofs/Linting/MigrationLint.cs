using Npgsql;
using TwinPlatform.Database.Proofs.Linting.Migrations;
using TwinPlatform.Database.Proofs.Linting.Rules;

namespace TwinPlatform.Database.Proofs.Linting;

/// <summary>
/// Reads every script, and watches every step on a scratch database: what it did to the tables that were there is seen in the catalogue and not guessed from the text.
/// </summary>
/// <remarks>The tables may be empty: PostgreSQL decides to write a table anew, to validate and to lock before it looks whether there is a row.</remarks>
internal static class MigrationLint
{
    public static readonly Rule Runs = new(
        "M01",
        "Every script is one that the runner takes and PostgreSQL executes.",
        "A step that fails at the customer's was never run here. BEGIN and COMMIT would end the runner's transaction.");

    public static readonly Rule Needed = new(
        "M17",
        "An exception names a rule, says why, and is needed.",
        "An exception that excuses nothing today hides a fault tomorrow.");

    public static IReadOnlyList<Rule> Rules { get; } =
        [.. new[] { Runs, Needed }.Concat(ScriptRules.All).Concat(StepRules.All).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>Walks the chain up on an empty database, which has the chain's schema afterwards.</summary>
    public static async Task<IReadOnlyList<Finding>> FindingsAsync(string ownerConnectionString, IReadOnlyList<Migration> chain, CancellationToken ct)
    {
        var findings = new List<Finding>();
        await using var walk = await ObservedWalk.StartAsync(ownerConnectionString, ct);
        foreach (var step in chain)
        {
            var up = new ScriptText(step, Direction.Up);
            var seen = new List<Finding>();
            try
            {
                seen.AddRange(InStep(up, await walk.TakeAsync(step, ct)));
            }
            catch (Exception e) when (e is MigrationException or PostgresException)
            {
                return [.. findings, .. InText(up), new Finding(Runs.Id, up.File, e.Message)];
            }

            var down = new ScriptText(step, Direction.Down);
            findings.AddRange(AllowedLines.Apply(up, [.. InText(up), .. seen]));
            findings.AddRange(AllowedLines.Apply(down, InText(down)));
        }

        return findings;
    }

    public static IReadOnlyList<Finding> InText(ScriptText script) =>
        [.. ScriptRules.All.SelectMany(rule => rule.Check(script).Select(fault => new Finding(rule.Id, $"{script.File}:{fault.Line}", fault.What)))];

    private static IEnumerable<Finding> InStep(ScriptText script, ObservedStep step) =>
        StepRules.All.SelectMany(rule => rule.Check(step).Select(fault => new Finding(rule.Id, script.File, $"{fault.Table} {fault.What}")));
}
