using TwinPlatform.Platform.Paging;
using Xunit;

namespace TwinPlatform.Platform.Tests.Paging;

/// <summary>Lists are read a page at a time; the place where one ended is an opaque text.</summary>
public sealed class PageRequestTests
{
    private static readonly PageCursor Somewhere = new(new DateTimeOffset(2026, 11, 22, 17, 15, 36, TimeSpan.Zero).AddTicks(1_234_560), Guid.CreateVersion7());

    [Fact]
    public void A_cursor_comes_back_from_its_text_exactly() => Assert.Equal(Somewhere, PageCursor.Parse(Somewhere.ToString(), null));

    [Fact]
    public void A_cursor_is_safe_in_a_URL() => Assert.Matches("^[0-9A-Za-z_-]{32}$", Somewhere.ToString());

    [Fact]
    public void A_cursor_of_another_zone_means_the_same_moment() =>
        Assert.Equal(Somewhere.At, PageCursor.Parse((Somewhere with { At = Somewhere.At.ToOffset(TimeSpan.FromHours(5)) }).ToString(), null).At);

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("________________________________")]
    public void Another_text_is_no_cursor(string text) => Assert.False(PageCursor.TryParse(text, null, out _));

    [Fact]
    public void A_list_begins_before_its_first_row_with_twenty_rows()
    {
        Assert.True(new PageRequest(null, null).TryRead(out var page, out _));

        Assert.Equal(new Page(PageCursor.Start.At, PageCursor.Start.Id, 20), page);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(100, true)]
    [InlineData(0, false)]
    [InlineData(101, false)]
    [InlineData(-1, false)]
    public void A_page_has_1_to_100_rows(int limit, bool accepted) => Assert.Equal(accepted, new PageRequest(limit, null).TryRead(out _, out _));

    [Fact]
    public void One_row_more_than_wanted_means_that_there_is_a_next_page()
    {
        var page = new Page(PageCursor.Start.At, PageCursor.Start.Id, 2);
        PageCursor At(int row) => new(Somewhere.At.AddSeconds(-row), Somewhere.Id);

        var (all, end) = page.Cut([1, 2], At);
        var (some, next) = page.Cut([1, 2, 3], At);

        Assert.Equal([1, 2], all);
        Assert.Null(end);
        Assert.Equal([1, 2], some);
        Assert.Equal(At(2).ToString(), next);
    }
}
