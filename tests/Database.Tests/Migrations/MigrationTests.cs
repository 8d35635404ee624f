using Xunit;

namespace TwinPlatform.Database.Tests.Migrations;

/// <summary>What may call itself a chain of migrations.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void The_chain_of_the_product_is_complete()
    {
        var chain = Migration.Chain();

        Assert.Equal(Enumerable.Range(1, chain.Count), chain.Select(step => step.Version));
        Assert.All(chain, step => Assert.NotEqual(step.Up, step.Down));
    }

    [Theory]
    [InlineData("expected number 0002", "0001_a.up.sql", "0001_a.down.sql", "0003_b.up.sql", "0003_b.down.sql")]
    [InlineData("expected number 0002", "0001_a.up.sql", "0001_a.down.sql", "0001_b.up.sql", "0001_b.down.sql")]
    [InlineData("expected number 0001", "0000_a.up.sql", "0000_a.down.sql")]
    [InlineData("0002_b.down.sql is missing", "0001_a.up.sql", "0001_a.down.sql", "0002_b.up.sql")]
    [InlineData("0001_a.up.sql is missing", "0001_a.down.sql")]
    [InlineData("1_a.up.sql", "1_a.up.sql")]
    [InlineData("0001_a.sql", "0001_a.sql")]
    public void A_gap_a_repetition_a_missing_half_or_a_wrong_name_is_refused(string reason, params string[] files)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Migration.Assemble(files.ToDictionary(file => file, _ => "select 1")));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }
}
