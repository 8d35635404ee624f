using TwinPlatform.Chat.Answering;
using TwinPlatform.Contracts.Knowledge.V1;

namespace TwinPlatform.Chat.Tests.Answering;

public sealed class PassageBlocksTests
{
    private static readonly Passage TwoPages = new()
    {
        HeadingPath = { "Warranty" },
        Page = 1,
        Blocks =
        {
            new Block { Start = 100, End = 120, Page = 1, HeadingPath = { "Warranty", "Frame" } },
            new Block { Start = 122, End = 150, Page = 2, HeadingPath = { "Warranty", "Battery" } },
        },
    };

    [Fact]
    public void A_place_has_the_page_and_headings_of_its_block_and_not_of_the_passage()
    {
        Assert.Equal((1, "Frame"), (PassageBlocks.PageAt(TwoPages, 110), PassageBlocks.HeadingsAt(TwoPages, 110)[^1]));
        Assert.Equal((2, "Battery"), (PassageBlocks.PageAt(TwoPages, 122), PassageBlocks.HeadingsAt(TwoPages, 122)[^1]));
    }

    [Fact]
    public void A_passage_without_blocks_speaks_for_all_of_it()
    {
        var plain = new Passage { HeadingPath = { "Warranty" }, Page = 4 };

        Assert.Equal((4, "Warranty"), (PassageBlocks.PageAt(plain, 0), PassageBlocks.HeadingsAt(plain, 0)[^1]));
    }

    [Fact]
    public void A_place_in_a_recording_has_the_time_of_its_block()
    {
        var recording = new Passage
        {
            StartSeconds = 10,
            Blocks = { new Block { Start = 100, End = 120, StartSeconds = 10 }, new Block { Start = 122, End = 150, StartSeconds = 75 } },
        };

        Assert.Equal(75, PassageBlocks.StartSecondsAt(recording, 130));
        Assert.Equal(10, PassageBlocks.StartSecondsAt(new Passage { StartSeconds = 10 }, 0));
        Assert.Null(PassageBlocks.StartSecondsAt(TwoPages, 130));
    }
}
