using TwinPlatform.Knowledge.Ingestion.Extraction;

namespace TwinPlatform.Knowledge.Tests.Ingestion;

public sealed class MarkdownFormatTests
{
    private static readonly ExtractedDocument Handbook = Fixture.Extract(Fixture.Bytes("handbook.md"), "handbook.md");

    [Fact]
    public void The_text_is_the_file_itself()
    {
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "handbook.md")), Handbook.Text);
    }

    [Fact]
    public void The_title_comes_from_the_front_matter_which_is_not_content()
    {
        Assert.Equal("Member handbook", Handbook.Title);
        Assert.Equal("Rowing club", Handbook.Of(Handbook.Blocks[0]));
    }

    [Fact]
    public void Without_front_matter_the_first_heading_is_the_title()
    {
        Assert.Equal("On bees and honey", Fixture.Extract("# On **bees** and [honey](/h)\n\nText.", "a.md").Title);
    }

    [Fact]
    public void Headings_of_both_kinds_make_the_path()
    {
        Assert.Equal(["Rowing club", "Fees", "Refunds", "Boat house"], Handbook.All(BlockKind.Heading));
        Assert.Equal(["Rowing club", "Fees", "Refunds"], Handbook.Blocks.Single(block => block.Kind == BlockKind.Quote).HeadingPath);
        Assert.Equal(["Rowing club", "Boat house"], Handbook.Blocks.Single(block => block.Kind == BlockKind.Code).HeadingPath);
    }

    [Fact]
    public void A_table_is_read_by_row()
    {
        Assert.Equal(["Group   | Fee", "Adults  | 1200", "Youth   | 400"], Handbook.All(BlockKind.TableRow));
    }

    [Fact]
    public void Nested_list_items_are_items()
    {
        Assert.Equal(["Write to the treasurer.", "Name the reason.", "Wait."], Handbook.All(BlockKind.ListItem));
    }

    [Fact]
    public void A_comment_in_code_is_no_heading_and_a_comment_in_html_is_no_text()
    {
        Assert.Contains("# not a heading", Handbook.All(BlockKind.Code).Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(Handbook.Blocks, block => Handbook.Of(block).Contains("treasurer -->", StringComparison.Ordinal));
    }

    [Fact]
    public void Offsets_are_exact_after_emoji_combining_marks_and_windows_line_breaks()
    {
        var document = Fixture.Extract("# 👩‍👩‍👧 Zu\u0308rich\r\n\r\nFirst 😀 line\r\nsecond line.\r\n\r\n* item e\u0301\r\n", "a.md");

        Assert.Equal(["👩‍👩‍👧 Zu\u0308rich", "First 😀 line\r\nsecond line.", "item e\u0301"], document.Blocks.Select(document.Of));
    }

    [Fact]
    public void Elements_nested_beyond_reason_cost_the_structure_and_not_the_text()
    {
        var document = Fixture.Extract(new string('>', 5000) + " deep\n\n# End", "a.md");

        Assert.Contains(document.Blocks, block => document.Of(block).EndsWith("deep", StringComparison.Ordinal));
    }

    /// <summary>400 KB of this kept a worker busy for minutes when links were parsed, which nothing here needs.</summary>
    [Fact]
    public async Task A_file_of_unfinished_links_is_read_in_no_time()
    {
        var reading = Task.Run(() => Fixture.Extract(string.Concat(Enumerable.Repeat("[a](", 100_000)), "a.md"));

        Assert.NotEmpty((await reading.WaitAsync(TimeSpan.FromSeconds(30))).Blocks);
    }
}
