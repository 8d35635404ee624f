using System.Globalization;

namespace TwinPlatform.Database.Proofs.Verification;

/// <summary>What the proof of one step saw.</summary>
/// <param name="Step">The step.</param>
/// <param name="Up">How long the way up took.</param>
/// <param name="Down">How long the way down took.</param>
/// <param name="Rows">How many generated rows the step was tried on.</param>
/// <param name="Tables">In how many tables.</param>
/// <param name="Lost">Where rows written after the step did not survive the way down.</param>
/// <param name="Findings">What is wrong; nothing when the way back is real.</param>
/// <param name="Broke">A script failed, so that nothing can be said about the steps after it.</param>
internal sealed record StepReport(
    Migration Step, TimeSpan Up, TimeSpan Down, int Rows, int Tables, IReadOnlyList<RowDifference> Lost, IReadOnlyList<string> Findings, bool Broke)
{
    /// <summary>One line, and one more for each finding.</summary>
    public IEnumerable<string> Lines() =>
    [
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Step.Version:D4} {Step.Name,-34} up {Up.TotalMilliseconds,5:0} ms  down {Down.TotalMilliseconds,5:0} ms  rows {Rows,5} in {Tables,3} tables  {(Broke ? "FAILS" : Findings.Count > 0 ? "DIFFERS" : "identical")}"),
        .. Findings.Select(finding => "     " + finding),
    ];
}
