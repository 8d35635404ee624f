using System.Text.RegularExpressions;

namespace TwinPlatform.Database.Proofs.Linting.Migrations;

/// <summary><c>-- lint: allow M21 because …</c>: a script's exceptions from a rule, with the reason where the reader needs it.</summary>
internal static partial class AllowedLines
{
    public static IReadOnlyList<Finding> Apply(ScriptText script, IReadOnlyList<Finding> findings)
    {
        var lines = script.Comments.Where(comment => Begins().IsMatch(comment.Text)).ToList();
        var allowed = lines.Select(comment => (comment.Line, Rule: Allow().Match(comment.Text).Groups["rule"].Value)).ToList();
        return
        [
            .. findings.Where(finding => allowed.All(line => line.Rule != finding.Rule)),
            .. allowed.Where(line => findings.All(finding => finding.Rule != line.Rule)).Select(line => new Finding(
                MigrationLint.Needed.Id,
                $"{script.File}:{line.Line}",
                line.Rule.Length == 0 ? "write `-- lint: allow M00 because …`, with the rule and the reason" : $"the exception from {line.Rule} excuses nothing: remove it")),
        ];
    }

    [GeneratedRegex("^--\\s*lint:")]
    private static partial Regex Begins();

    [GeneratedRegex(@"^-- lint: allow (?<rule>M\d\d) because \S.{9,}$")]
    private static partial Regex Allow();
}
