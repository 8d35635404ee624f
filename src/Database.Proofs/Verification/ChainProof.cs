using System.Diagnostics;
using System.Globalization;
using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.Verification;

/// <summary>
/// <c>twin db verify</c>: each step of the chain with rows in its tables, up, down and up again; then the whole chain down to zero, which must leave nothing, and up again.
/// </summary>
/// <param name="connectionString">The owner of an empty server of the proof's own.</param>
/// <param name="chain">The steps.</param>
/// <param name="say">Receives one line for each step, and one for each finding.</param>
internal sealed class ChainProof(string connectionString, IReadOnlyList<Migration> chain, Action<string> say)
{
    /// <returns>What was seen of each step, and of the chain as a whole under the last.</returns>
    public async Task<IReadOnlyList<StepReport>> RunAsync(CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var since = await NowAsync();
        var zero = await State.ReadAsync(connectionString, since);
        var reports = new List<StepReport>();
        var proof = new StepProof(connectionString, chain, since);
        foreach (var step in chain)
        {
            var report = await proof.ProveAsync(step, ct);
            reports.Add(report);
            foreach (var line in report.Lines())
            {
                say(line);
            }

            if (report.Broke)
            {
                return reports;
            }
        }

        var findings = await WholeAsync(zero, since, ct);
        foreach (var finding in findings)
        {
            say(finding);
        }

        reports[^1] = reports[^1] with { Findings = [.. reports[^1].Findings, .. findings] };
        var wrong = reports.Sum(report => report.Findings.Count);
        say(string.Create(
            CultureInfo.InvariantCulture,
            $"{chain.Count} migrations up, down and up again in {clock.Elapsed.TotalSeconds:0} s: {(wrong == 0 ? "every way back is real" : $"{wrong} findings")}"));
        return reports;
    }

    private async Task<IReadOnlyList<string>> WholeAsync(State zero, DateTimeOffset since, CancellationToken ct)
    {
        var runner = new MigrationRunner(connectionString, chain, _ => { });
        var walked = await State.ReadAsync(connectionString, since);
        try
        {
            await runner.DownAsync(0, ct);
            var nothing = await State.ReadAsync(connectionString, since);
            await runner.UpAsync(ct);
            var first = await State.ReadAsync(connectionString, since);
            await runner.DownAsync(0, ct);
            await runner.UpAsync(ct);
            var second = await State.ReadAsync(connectionString, since);
            return
            [
                .. zero.DifferencesTo(nothing).Select(line => $"down to zero leaves: {line}"),
                .. walked.CatalogueDifferencesTo(first).Select(line => $"up from zero is not up step by step: {line}"),
                .. first.DifferencesToRepetition(second).Select(line => $"up from zero again is not up: {line}"),
            ];
        }
        catch (MigrationException e)
        {
            return [$"between the newest version and zero: {e.Message}"];
        }
    }

    private async Task<DateTimeOffset> NowAsync()
    {
        await using var session = await Session.OpenAsync(connectionString);
        return (await session.ReadAsync("select clock_timestamp()", row => row.GetFieldValue<DateTimeOffset>(0)))[0];
    }
}
