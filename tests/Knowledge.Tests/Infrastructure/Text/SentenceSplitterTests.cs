using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Tests.Infrastructure.Text;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("It rains. We stay.", "It rains.|We stay.")]
    [InlineData("Really?! Yes… No.", "Really?!|Yes…|No.")]
    [InlineData("Dr. Lee met Mrs. Wu at 5 p.m. in St. Paul. They talked.", "Dr. Lee met Mrs. Wu at 5 p.m. in St. Paul.|They talked.")]
    [InlineData("It costs 3.50 or 1.000,25. Cheap.", "It costs 3.50 or 1.000,25.|Cheap.")]
    [InlineData("J. R. R. Tolkien wrote it. I. Asimov did not.", "J. R. R. Tolkien wrote it.|I. Asimov did not.")]
    [InlineData("He lives in the U.S. The house is old.", "He lives in the U.S.|The house is old.")]
    [InlineData("Acme Inc. Europe grew, e.g. Spain did, see Fig. 3 and No. 5.", "Acme Inc. Europe grew, e.g. Spain did, see Fig. 3 and No. 5.")]
    [InlineData("Is it so? No. It is not.", "Is it so?|No.|It is not.")]
    [InlineData("See https://example.com/a.b?c=d.e for more. Bye.", "See https://example.com/a.b?c=d.e for more.|Bye.")]
    [InlineData("\"Go!\" he said. \"Why?\" She left.", "\"Go!\" he said.|\"Why?\"|She left.")]
    [InlineData("It was found in 1911.[12] Nobody knew.", "It was found in 1911.[12]|Nobody knew.")]
    [InlineData("東京は首都です。人口は多い。", "東京は首都です。|人口は多い。")]
    [InlineData("1. Open the box. 2. Close it.", "1. Open the box.|2. Close it.")]
    public void A_sentence_ends_where_a_reader_says_so(string text, string sentences)
    {
        Assert.Equal(sentences.Split('|'), Split(text));
    }

    [Fact]
    public void A_line_that_was_wrapped_goes_on()
    {
        Assert.Equal(["The boat leaves\r\nat noon.", "Be there."], Split("The boat leaves\r\nat noon. Be there."));
    }

    [Fact]
    public void A_blank_line_and_a_list_item_begin_a_new_one()
    {
        Assert.Equal(["Title", "Bring", "- boots", "- a coat", "2) money"], Split("Title\r\n\r\nBring\n- boots\n- a coat\n2) money"));
    }

    [Fact]
    public void A_part_of_a_text_has_offsets_in_the_whole()
    {
        const string text = "😀 Skip. One two. Three.";

        var spans = SentenceSplitter.Split(text, 9, text.Length);

        Assert.Equal(["One two.", "Three."], spans.Select(span => text[span.Start..span.End]));
    }

    [Fact]
    public void Sentences_are_in_order_and_hold_every_visible_character()
    {
        Texts.Check(Texts.Any, text =>
        {
            var last = 0;
            foreach (var span in SentenceSplitter.Split(text))
            {
                Assert.True(string.IsNullOrWhiteSpace(text[last..span.Start]));
                Assert.False(char.IsWhiteSpace(text[span.Start]) || char.IsWhiteSpace(text[span.End - 1]));
                last = span.End;
            }

            Assert.True(string.IsNullOrWhiteSpace(text[last..]));
        });
    }

    private static IEnumerable<string> Split(string text) => SentenceSplitter.Split(text).Select(span => text[span.Start..span.End]);
}
