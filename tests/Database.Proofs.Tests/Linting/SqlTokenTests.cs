using TwinPlatform.Database.Proofs.Linting.Migrations;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.Linting;

/// <summary>What is a word of SQL, and what only looks like one.</summary>
public sealed class SqlTokenTests
{
    [Theory]
    [InlineData("Drop TABLE a.b;", "drop", "table", "a", ".", "b", ";")]
    [InlineData("select 'drop; it''s' x", "select", "drop; it''s", "x")]
    [InlineData(@"select e'\'; drop' x", "select", @"\'; drop", "x")]
    [InlineData(@"select '\' x", "select", @"\", "x")]
    [InlineData("\"Drop \"\"it\"\"\" x", "Drop \"\"it\"\"", "x")]
    [InlineData("a -- drop\nb", "a", "-- drop", "b")]
    [InlineData("a /* drop /* b */ c */ d", "a", "/* drop /* b */ c */", "d")]
    [InlineData("do $$ drop $a$ $$ x", "do", " drop $a$ ", "x")]
    [InlineData("do $a$ $$ $b$ $a$ x", "do", " $$ $b$ ", "x")]
    [InlineData("a$b$ c$b$", "a$b$", "c$b$")]
    [InlineData("U_1 $1", "u_1", "$", "1")]
    [InlineData("")]
    public void Comments_strings_and_bodies_are_one_piece_each(string sql, params string[] pieces) =>
        Assert.Equal(pieces, SqlToken.Read(sql).Select(token => token.Text));

    [Fact]
    public void Each_piece_knows_its_line()
    {
        var tokens = SqlToken.Read("a\n'b\n'\n/*\n*/ c\n\n$$\n$$ d", line: 10);

        Assert.Equal([("a", 10), ("b\n", 11), ("/*\n*/", 13), ("c", 14), ("\n", 16), ("d", 17)], tokens.Select(token => (token.Text, token.Line)));
    }
}
