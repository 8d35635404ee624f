using static TwinPlatform.Knowledge.Tests.Ingestion.Extraction.OfficeFixture;

namespace TwinPlatform.Knowledge.Tests.Ingestion.Extraction;

public sealed class SlidesFormatTests
{
    [Fact]
    public void The_page_is_the_number_of_the_slide_and_the_heading_its_title()
    {
        var document = Fixture.Extract(Slides(
            new FixtureSlide(Shape("body", "Three boats", "One pier") + Shape("title", "Our fleet") + Shape("ftr", "Confidential") + Shape("sldNum", "1")),
            new FixtureSlide(Shape(null, "The heron carries twelve."))));

        Assert.Equal(["Our fleet", "Three boats", "One pier", "The heron carries twelve."], document.Blocks.Select(document.Of));
        Assert.Equal([1, 1, 1, 2], document.Blocks.Select(block => block.Page));
        Assert.Equal(["Our fleet"], document.Blocks[2].HeadingPath);
        Assert.Empty(document.Blocks[3].HeadingPath);
        Assert.Equal("Our fleet", document.Title);
    }

    [Fact]
    public void What_the_speaker_wanted_to_say_belongs_to_the_slide()
    {
        var document = Fixture.Extract(Slides(new FixtureSlide(Shape("title", "Prices"), Notes: "Mention the discount for schools.")));

        Assert.Equal((1, "Mention the discount for schools."), (document.Blocks[^1].Page, document.Of(document.Blocks[^1])));
    }

    [Fact]
    public void A_hidden_slide_is_left_out_and_the_owner_is_told()
    {
        var document = Fixture.Extract(Slides(new FixtureSlide(Shape("title", "Draft"), IsHidden: true), new FixtureSlide(Shape("title", "Final"))));

        Assert.Equal(("Final", 2), (document.Text, document.Blocks[0].Page));
        Assert.Contains("1 hidden", Assert.Single(document.Notes), StringComparison.Ordinal);
    }
}
