using System.Text.RegularExpressions;

namespace TwinPlatform.Database.Proofs.Verification;

/// <summary>
/// The header of a way down, <c>-- loses: …</c>, against what was seen to be lost. It names what it speaks of: <c>schema chat</c>, <c>chat.messages</c> or just
/// <c>messages</c>, or <c>passwords</c>; the rest of the sentence is for people.
/// </summary>
internal static partial class DeclaredLoss
{
    /// <param name="declared">The text, or null when nothing is declared.</param>
    /// <param name="tables">The tables that there are, with their schemas.</param>
    /// <param name="differences">Where the rows after down and up again are not those before.</param>
    public static IReadOnlyList<string> Findings(string? declared, IReadOnlyCollection<string> tables, IReadOnlyCollection<RowDifference> differences)
    {
        var named = declared is null ? [] : Names().Matches(declared).Select(match => match.Value).Where(name => tables.Any(table => Covers(name, table))).ToList();
        var findings = differences.Where(difference => !named.Exists(name => Covers(name, difference.Table)))
            .Select(difference => $"not declared by -- loses: {difference}").ToList();
        if (declared is not null && named.Count == 0)
        {
            findings.Add($"-- loses: names no table that holds rows, no schema and no {RowSnapshot.Passwords}: {declared}");
        }

        return [.. findings, .. named.Where(name => !differences.Any(difference => Covers(name, difference.Table))).Select(name => $"-- loses: declares {name}, where nothing is lost")];
    }

    private static bool Covers(string name, string table) =>
        name.StartsWith("schema ", StringComparison.Ordinal) ? table.StartsWith(name["schema ".Length..] + ".", StringComparison.Ordinal)
        : name == table || name == table[(table.IndexOf('.', StringComparison.Ordinal) + 1)..] || name.StartsWith(table + ".", StringComparison.Ordinal);

    [GeneratedRegex(@"\bschema [a-z_0-9]+|\b[a-z_0-9]+(?:\.[a-z_0-9]+)*")]
    private static partial Regex Names();
}
