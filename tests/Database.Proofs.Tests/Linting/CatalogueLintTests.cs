using TwinPlatform.Database.Proofs.Linting;
using TwinPlatform.Database.Proofs.Linting.Rules;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.Linting;

/// <summary>The rules about a schema: this one keeps them all, and each is seen to find what it is for.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class CatalogueLintTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    public static TheoryData<string, string, string> Plants { get; } = Plant.Rows(CataloguePlants.All);

    [InfrastructureFact]
    public async Task The_schema_of_the_chain_keeps_every_rule()
    {
        await using var session = await migrated.OpenAsync();

        Findings.AssertNone([.. (await CatalogueLint.FindingsAsync(session)).Select(finding => finding.ToString())]);
    }

    [InfrastructureFact]
    public async Task A_sound_table_is_no_finding()
    {
        await using var session = await migrated.OpenAsync();
        await session.RunAsync(CataloguePlants.Notes);

        Findings.AssertNone([.. (await CatalogueLint.FindingsAsync(session)).Select(finding => finding.ToString())]);
    }

    [InfrastructureTheory]
    [MemberData(nameof(Plants))]
    public async Task A_planted_fault_is_found_and_the_sound_way_is_not(string rule, string fault, string sound)
    {
        var checkedRule = CatalogueLint.Rules.Single(candidate => candidate.Id == rule);
        await using var session = await migrated.OpenAsync();
        await session.RunAsync(CataloguePlants.Notes);

        await session.RunAsync("savepoint whole");
        await session.RunAsync(fault);
        var found = await CatalogueLint.FindingsAsync(session, [checkedRule]);
        await session.RunAsync("rollback to savepoint whole");
        await session.RunAsync(sound);
        var foundInSound = await CatalogueLint.FindingsAsync(session, [checkedRule]);

        Assert.True(found.Count > 0, $"{rule} did not find: {fault}");
        Findings.AssertNone([.. foundInSound.Select(finding => finding.ToString())]);
    }

    [InfrastructureFact]
    public async Task The_rules_about_scripts_know_every_service()
    {
        await using var session = await migrated.OpenAsync();

        Assert.Equal(await session.ReadAsync($"{CatalogueWords.Sql} select schema from service order by 1"), ScriptRules.Services);
    }

    [InfrastructureFact]
    public async Task An_exception_that_excuses_nothing_is_a_finding()
    {
        await using var session = await migrated.OpenAsync();
        await session.RunAsync("drop index governance.tenant_api_keys_key_sha256");

        var finding = Assert.Single(await CatalogueLint.FindingsAsync(session));

        Assert.Equal("L17 governance.tenant_api_keys: the exception of tenant_api_keys_key_sha256 excuses nothing: remove it from LintException", finding.ToString());
    }
}
