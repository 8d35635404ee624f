using TwinPlatform.Database.Proofs.Linting;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.Linting;

/// <summary>The rules about what a step does, on databases where it does it.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class MigrationLintTests(EmptyDatabase database) : IClassFixture<EmptyDatabase>
{
    public static TheoryData<string, string, string> Plants { get; } = Plant.Rows(StepPlants.All);

    [InfrastructureFact]
    public async Task The_chain_keeps_every_rule() => Findings.AssertNone([.. (await LintAsync(Migration.Chain())).Select(finding => finding.ToString())]);

    [InfrastructureTheory]
    [MemberData(nameof(Plants))]
    public async Task A_planted_fault_is_found_and_the_sound_way_is_not(string rule, string fault, string sound)
    {
        Assert.Contains(await LintAsync(StepOnTablesInUse(fault)), finding => finding.Rule == rule && finding.Place == "0002_change_chat.up.sql");
        Assert.DoesNotContain(await LintAsync(StepOnTablesInUse(sound)), finding => finding.Rule == rule || finding.Rule == MigrationLint.Runs.Id);
    }

    [InfrastructureTheory]
    [InlineData("begin; create table chat.a (b int); commit;")]
    [InlineData("create tabel chat.a (b int)")]
    [InlineData("-- no transaction\nalter table chat.notes add a int")]
    public async Task A_script_that_does_not_run_is_the_last_finding(string script)
    {
        var findings = await LintAsync([.. StepOnTablesInUse(script), new Migration(3, "change_more", "drop view chat.titles", "select 1")]);

        Assert.Equal(("M01", "0002_change_chat.up.sql"), (findings[^1].Rule, findings[^1].Place));
    }

    [InfrastructureFact]
    public async Task The_old_shapes_may_be_changed_in_any_way()
    {
        Migration[] chain =
        [
            new(1, "create_legacy", "create schema legacy; create table legacy.a (b integer, c text)", "-- loses: every row\ndrop schema legacy cascade"),
            new(2, "change_legacy", "alter table legacy.a alter column b type bigint, drop column c; create index on legacy.a (b); update legacy.a set b = 1", "select 1"),
        ];

        Findings.AssertNone([.. (await LintAsync(chain)).Select(finding => finding.ToString())]);
    }

    [InfrastructureFact]
    public async Task What_a_step_does_can_be_allowed_with_a_reason()
    {
        var findings = await LintAsync(StepOnTablesInUse("-- lint: allow M29 because nobody has read it for two releases\ndrop view chat.titles"));

        Assert.DoesNotContain(findings, finding => finding.Place.StartsWith("0002", StringComparison.Ordinal));
    }

    private static Migration[] StepOnTablesInUse(string script) =>
    [
        new(1, "create_chat", StepPlants.TablesInUse, "-- loses: every row of schema chat\ndrop schema chat cascade"),
        new(2, "change_chat", script, "select 1"),
    ];

    private async Task<IReadOnlyList<Finding>> LintAsync(IReadOnlyList<Migration> chain) =>
        await MigrationLint.FindingsAsync(await database.EmptyAsync(), chain, CancellationToken.None);
}
