using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.Linting.Rules;

namespace TwinPlatform.Database.Proofs.Linting;

/// <summary>Reads a migrated database and finds what no schema of ours may have, whatever the statements of today do.</summary>
internal static class CatalogueLint
{
    /// <summary>The rules that keep tenants and services apart.</summary>
    public static IReadOnlyList<CatalogueRule> IsolationRules { get; } =
        [.. RowSecurityRules.All, .. TenancyRules.All, .. StructureRules.All, .. RoutineRules.All, .. RoleRules.All, .. GrantRules.All];

    public static IReadOnlyList<CatalogueRule> Rules { get; } =
        [.. IsolationRules.Concat(KeyRules.All).Concat(ColumnRules.All).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public static Task<IReadOnlyList<Finding>> FindingsAsync(Session session) => FindingsAsync(session, Rules);

    public static async Task<IReadOnlyList<Finding>> FindingsAsync(Session session, IReadOnlyList<CatalogueRule> rules)
    {
        var found = await ReadAsync(session, rules);
        var exceptions = LintException.All.Where(exception => rules.Any(rule => rule.Id == exception.Rule)).ToList();
        return
        [
            .. found.Where(finding => !exceptions.Any(exception => exception.Excuses(finding))),
            .. exceptions.Where(exception => !found.Any(exception.Excuses)).Select(exception =>
                new Finding(exception.Rule, exception.Place, $"the exception of {exception.Word} excuses nothing: remove it from LintException")),
        ];
    }

    /// <summary>All rules are one question, so that PostgreSQL reads its catalogue once.</summary>
    private static async Task<IReadOnlyList<Finding>> ReadAsync(Session session, IReadOnlyList<CatalogueRule> rules)
    {
        await session.AsOwnerAsync();
        var questions = rules.Select(rule => $"select '{rule.Id}', place, what from ({rule.Sql}) finding(place, what)");
        return await session.ReadAsync(
            $"{CatalogueWords.Sql}\n{string.Join("\nunion all\n", questions)}\norder by 1, 2, 3",
            row => new Finding(row.GetString(0), row.GetString(1), row.GetString(2)));
    }
}
