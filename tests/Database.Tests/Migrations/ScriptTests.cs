using Xunit;

namespace TwinPlatform.Database.Tests.Migrations;

/// <summary>What a script may hold; checked before anything is executed.</summary>
public sealed class ScriptTests
{
    [Theory]
    [InlineData("begin; create table a (b int); commit;", "line 1")]
    [InlineData("create table a (b int);\nCOMMIT;", "line 2")]
    [InlineData("create table a (b int);\n\nrollback to savepoint x", "line 3")]
    [InlineData("start transaction", "line 1")]
    public void A_script_that_ends_the_runners_transaction_is_refused(string sql, string line)
    {
        var refusal = Assert.Throws<MigrationException>(() => new Script("0001_a.up.sql", sql));

        Assert.Contains($"0001_a.up.sql, {line}:", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create index concurrently if not exists a_b on chat.a (b)")]
    [InlineData("create unique index concurrently if not exists a_b on chat.a using btree (b) where c")]
    [InlineData("drop index concurrently if exists chat.a_b")]
    public void Without_a_transaction_an_index_is_built_or_dropped_in_a_way_that_can_be_repeated(string sql) =>
        Assert.False(new Script("0001_a.up.sql", $"-- no transaction\n{sql};").IsTransactional);

    [Theory]
    [InlineData("create index concurrently a_b on chat.a (b)")]
    [InlineData("create index if not exists a_b on chat.a (b)")]
    [InlineData("create index concurrently if not exists a_b on a (b)")]
    [InlineData("drop index concurrently chat.a_b")]
    [InlineData("drop index concurrently if exists a_b")]
    [InlineData("alter table chat.a add c int")]
    [InlineData("update chat.a set b = 1")]
    public void Without_a_transaction_nothing_else_is_allowed(string sql)
    {
        var refusal = Assert.Throws<MigrationException>(() => new Script("0001_a.up.sql", $"-- no transaction\n{sql};"));

        Assert.Contains("0001_a.up.sql, line 2:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_header_counts_on_the_first_line_only() => Assert.True(new Script("0001_a.up.sql", "\n-- no transaction\nselect 1;").IsTransactional);
}
