using TwinPlatform.Database.Proofs.Linting;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.Linting;

/// <summary>What holds for every rule, also for the next one.</summary>
public sealed class LinterTests
{
    /// <summary>These two have tests of their own instead of plants.</summary>
    private static readonly string[] Elsewhere = [MigrationLint.Runs.Id, MigrationLint.Needed.Id];

    [Fact]
    public void Every_rule_has_been_seen_to_find_something()
    {
        var planted = CataloguePlants.All.Concat(ScriptPlants.All).Concat(StepPlants.All).Select(plant => plant.Rule).Concat(Elsewhere);

        Assert.Equal(Linter.Rules.Select(rule => rule.Id).Order(StringComparer.Ordinal), planted.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_has_a_number_of_its_own_and_says_what_and_why()
    {
        Assert.Distinct(Linter.Rules.Select(rule => rule.Id));
        Assert.Distinct(Linter.Rules.Select(rule => rule.Title));
        Assert.All(Linter.Rules, rule =>
        {
            Assert.Matches("^[LM]\\d\\d$", rule.Id);
            Assert.EndsWith(".", rule.Title, StringComparison.Ordinal);
            Assert.EndsWith(".", rule.Why, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_exception_names_a_rule_and_a_reason() => Assert.All(LintException.All, exception =>
    {
        Assert.Contains(CatalogueLint.Rules, rule => rule.Id == exception.Rule);
        Assert.True(exception.Reason.Length > 20);
    });
}
