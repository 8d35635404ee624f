using TwinPlatform.Database.Proofs.Linting;
using TwinPlatform.Database.Proofs.Linting.Migrations;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.Linting;

/// <summary>The rules about what a script says.</summary>
public sealed class ScriptRuleTests
{
    public static TheoryData<string, string, string> Plants { get; } = Plant.Rows(ScriptPlants.All);

    [Theory]
    [MemberData(nameof(Plants))]
    public void A_planted_fault_is_found_and_the_sound_way_is_not(string rule, string fault, string sound)
    {
        Assert.Contains(MigrationLint.InText(Script(fault)), finding => finding.Rule == rule);
        Assert.DoesNotContain(MigrationLint.InText(Script(sound)), finding => finding.Rule == rule);
    }

    [Fact]
    public void A_finding_names_file_and_line()
    {
        var finding = Assert.Single(MigrationLint.InText(Script("select 1;\n\ndo $$\nbegin\n    drop view if exists chat.a;\nend $$;")));

        Assert.Equal("M03 0007_change_chat.up.sql:5: `if exists` hides what is there: say what you know", finding.ToString());
    }

    [Theory]
    [InlineData("-- lint: allow M13 because the table is a cache\ntruncate chat.a")]
    [InlineData("truncate chat.a; -- lint: allow M13 because the table is a cache")]
    public void A_reasoned_exception_is_kept(string sql)
    {
        var script = Script(sql);

        Assert.Empty(AllowedLines.Apply(script, MigrationLint.InText(script)));
    }

    [Theory]
    [InlineData("-- lint: allow M14 because the table is a cache\ntruncate chat.a", "M13", "M17")] // another rule's
    [InlineData("-- lint: allow M13 because the table is a cache\nselect 1", "M17")] // not needed
    [InlineData("-- lint: allow M13\ntruncate chat.a", "M13", "M17")] // no reason
    [InlineData("-- lint: allow all of it because I say so\ntruncate chat.a", "M13", "M17")] // no rule
    [InlineData("select '-- lint: allow M13 because the table is a cache'; truncate chat.a", "M13")] // a string
    public void Any_other_exception_is_a_finding(string sql, params string[] rules)
    {
        var script = Script(sql);

        Assert.Equal(rules, AllowedLines.Apply(script, MigrationLint.InText(script)).Select(finding => finding.Rule));
    }

    private static ScriptText Script(string sql) => sql.StartsWith('↓')
        ? new ScriptText(new Migration(7, "change_chat", "", sql[1..]), Direction.Down)
        : new ScriptText(new Migration(7, "change_chat", sql, ""), Direction.Up);
}
