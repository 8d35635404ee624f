using System.Text;
using TwinPlatform.Knowledge.Ingestion.Extraction;

namespace TwinPlatform.Knowledge.Tests.Ingestion;

public sealed class HtmlFormatTests
{
    private static readonly ExtractedDocument Article = Fixture.Extract(Fixture.Bytes("article.html"));

    [Fact]
    public void The_title_is_the_heading_without_the_name_of_the_site()
    {
        Assert.Equal("How bees winter", Article.Title);
    }

    [Theory]
    [InlineData("Tulips")]
    [InlineData("cookies")]
    [InlineData("newsletter")]
    [InlineData("Copyright")]
    [InlineData("hidden note")]
    [InlineData("tracking")]
    [InlineData("color: red")]
    public void What_is_not_the_article_is_left_out(string noise)
    {
        Assert.DoesNotContain(noise, Article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void White_space_entities_and_soft_hyphens_read_as_on_the_screen()
    {
        Assert.Contains("They form a cluster & keep it at 35 °C, which costs them, over the months,", Article.Text, StringComparison.Ordinal);
        Assert.Contains("diseases from one apiary", Article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_are_separated_by_a_blank_line()
    {
        Assert.Equal(string.Join("\n\n", Article.Blocks.Select(Article.Of)), Article.Text);
    }

    [Fact]
    public void Lists_tables_quotes_and_code_keep_their_kind()
    {
        Assert.Equal(["Two parts sugar", "One part water"], Article.All(BlockKind.ListItem));
        Assert.Equal(["Month | Stores", "October | 15 kg"], Article.All(BlockKind.TableRow));
        Assert.Equal(["Wait until the queen stops laying,\nsays the old rule."], Article.All(BlockKind.Quote));
        Assert.Equal(["if cold:\n    wait()"], Article.All(BlockKind.Code));
        Assert.Equal(["How bees winter", "Feeding"], Article.Blocks[^1].HeadingPath);
    }

    [Fact]
    public void A_marked_main_part_is_believed()
    {
        var paragraph = string.Concat(Enumerable.Repeat("Content, in sentences, of some length. ", 20));
        var document = Fixture.Extract($"<html><body><p>{paragraph.Replace("Content", "Teaser")}</p><main><p>{paragraph}</p></main></body></html>");

        Assert.Equal(paragraph.Trim(), document.Text);
    }

    [Fact]
    public void A_page_of_little_text_is_kept_whole()
    {
        Assert.Equal("Open daily\n\n9 to 5", Fixture.Extract("<html><body><div>Open daily</div><div>9 to 5</div></body></html>").Text);
    }

    [Fact]
    public void Two_breaks_in_a_row_end_a_paragraph()
    {
        Assert.Equal("One\nline.\n\nAnother.", Fixture.Extract("<html><body>One<br>line.<br><br> Another.</body></html>").Text);
    }

    [Fact]
    public void The_charset_of_the_page_is_used()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes("<html><head><meta charset=windows-1251></head><body><p>Привет</p></body></html>");

        Assert.Equal("Привет", Fixture.Extract(bytes).Text);
    }

    [Fact]
    public void Elements_nested_to_crash_a_parser_are_refused()
    {
        var bomb = Encoding.UTF8.GetBytes("<html><body>" + string.Concat(Enumerable.Repeat("<div>", 50_000)) + "boom");

        Assert.Equal("source.nested_too_deep", Fixture.CodeOfRefusal(bomb));
    }
}
