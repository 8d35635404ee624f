using Xunit;

namespace TwinPlatform.Database.Tests.Migrations;

/// <summary>Where a statement ends.</summary>
public sealed class StatementTests
{
    [Theory]
    [InlineData("select 1; select 2", "select 1", "select 2")]
    [InlineData("select 1;;\n ; -- nothing\n", "select 1")]
    [InlineData("select ';' ; select 2;", "select ';'", "select 2")]
    [InlineData("select 'it''s; fine'; select 2;", "select 'it''s; fine'", "select 2")]
    [InlineData(@"select e'\';'; select 2;", @"select e'\';'", "select 2")]
    [InlineData(@"select '\'; select 2;", @"select '\'", "select 2")]
    [InlineData("select 1 as \"a;b\"; select 2;", "select 1 as \"a;b\"", "select 2")]
    [InlineData("select 1 -- ;\n + 1; select 2;", "select 1 -- ;\n + 1", "select 2")]
    [InlineData("/* ; /* ; */ ; */ select 1; select 2;", "select 1", "select 2")]
    [InlineData("do $$ begin; end $$; select 2;", "do $$ begin; end $$", "select 2")]
    [InlineData("do $a$ x; $b$ ; $b$; $$ $a$; select 2;", "do $a$ x; $b$ ; $b$; $$ $a$", "select 2")]
    [InlineData("select a$b$ ; select c$b$ ;", "select a$b$", "select c$b$")]
    [InlineData("-- only words; no statement")]
    [InlineData("")]
    public void A_script_is_cut_at_its_own_semicolons(string script, params string[] statements)
    {
        var found = Statement.Split(script);

        Assert.Equal(statements, found.Select(statement => statement.Sql));
        Assert.All(found, statement => Assert.Equal(statement.Sql, script.Substring(statement.Start, statement.Sql.Length)));
    }
}
