using TwinPlatform.Knowledge.Ingestion.Chunking;
using TwinPlatform.Knowledge.Ingestion.Extraction;

namespace TwinPlatform.Knowledge.Tests.Ingestion;

public sealed class ChunkerTests
{
    [Fact]
    public void A_short_document_is_one_passage()
    {
        var document = Fixture.Extract("Bees winter. They eat honey.\n\nWasps die.");

        var chunk = Assert.Single(Chunker.Chunk(document));

        Assert.Equal(document.Text, document.Text[chunk.Start..chunk.End]);
        Assert.Equal(7, chunk.WordCount);
    }

    [Fact]
    public void A_long_section_is_cut_at_sentences_and_repeats_the_last_one()
    {
        var sentences = Enumerable.Range(0, 60).Select(number => $"Sentence number {number} has exactly these eight words.").ToArray();
        var text = string.Join(' ', sentences);

        var chunks = Chunks(Fixture.Extract(text));

        Assert.True(chunks.Count >= 2);
        Assert.All(chunks, chunk => Assert.InRange(WordCount.Of(chunk), 40, 270));
        for (var i = 1; i < chunks.Count; i++)
            Assert.Equal(Sentences(chunks[i - 1])[^1], Sentences(chunks[i])[0]);
        Assert.Equal(sentences, chunks.SelectMany(Sentences).Distinct());

        static string[] Sentences(string chunk) => [.. chunk.Split(". ").Select(sentence => sentence.TrimEnd('.') + ".")];
    }

    [Fact]
    public void A_passage_does_not_cross_into_the_next_section()
    {
        var long1 = string.Concat(Enumerable.Repeat("Adults pay the yearly fee in January. ", 20));
        var long2 = string.Concat(Enumerable.Repeat("Boats are kept in the house by the river. ", 20));
        var document = Fixture.Extract($"# Fees\n\n{long1}\n\n# Boats\n\n{long2}", "a.md");

        var chunks = Chunker.Chunk(document);

        Assert.Equal([["Fees"], ["Boats"]], chunks.Select(chunk => chunk.HeadingPath));
        Assert.StartsWith("Boats", document.Text[chunks[1].Start..chunks[1].End], StringComparison.Ordinal);
    }

    [Fact]
    public void Tiny_neighbours_under_one_parent_share_a_passage()
    {
        var document = Fixture.Extract("# Club\n\n## Fees\n\nAdults pay 120.\n\n## Keys\n\nAsk Dr. Lee.\n", "a.md");

        var chunk = Assert.Single(Chunker.Chunk(document));

        Assert.Equal(["Club"], chunk.HeadingPath);
        Assert.Equal(document.Text.Trim(), "# " + document.Text[chunk.Start..chunk.End]);
    }

    [Fact]
    public void A_heading_goes_with_what_follows_it()
    {
        var text = string.Concat(Enumerable.Repeat("Adults pay the yearly fee in January. ", 40));
        var document = Fixture.Extract($"# Club\n\n## Fees\n\n{text}", "a.md");

        var first = Chunker.Chunk(document)[0];

        Assert.Equal(["Club", "Fees"], first.HeadingPath);
        Assert.StartsWith("Club\n\n## Fees\n\nAdults", document.Text[first.Start..first.End], StringComparison.Ordinal);
    }

    [Fact]
    public void A_passage_begins_on_a_page()
    {
        var long1 = Enumerable.Repeat("Adults pay the yearly fee in January of the year.", 25).ToArray();
        var document = Fixture.Extract(PdfFixture.Make(page => page.Lines(60, 780, long1), page => page.Lines(60, 780, long1)));

        var chunks = Chunker.Chunk(document);

        Assert.Equal(1, chunks[0].Page);
        Assert.Equal(2, chunks[^1].Page);
    }

    [Fact]
    public void What_was_skipped_between_two_blocks_does_not_swell_a_passage()
    {
        var document = Fixture.Extract($"First words.\n\n<!-- {new string('x', 5000)} -->\n\nLast words.", "a.md");

        Assert.Equal(["First words.", "Last words."], Chunks(document));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("😀")]
    [InlineData("e\u0301")]
    [InlineData("字")]
    [InlineData("}")]
    public void Text_without_spaces_is_cut_between_characters(string character)
    {
        // One more at the start, so that a cut at a round number would fall into a character of two.
        var document = Fixture.Extract("a" + string.Concat(Enumerable.Repeat(character, 12_000)));

        var chunks = Chunks(document);

        Assert.True(chunks.Count > 3);
        Assert.All(chunks.Skip(1), chunk => Assert.Equal(0, chunk.Length % character.Length));
        Assert.Equal(document.Text, string.Concat(chunks));
    }

    [Theory]
    [InlineData("a.txt")]
    [InlineData("a.md")]
    public void Passages_hold_every_block_and_are_never_too_long_whatever_the_text(string fileName)
    {
        Texts.Check(Texts.Long, text =>
        {
            // Halves of surrogate pairs do not survive the way through a file.
            var document = Fixture.Extract(text.Replace("\uD800", "").Replace("\uDC00", "") + " end.", fileName);

            var chunks = Chunker.Chunk(document);

            Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(chunk => chunk.Ordinal));
            Assert.All(chunks, chunk => Assert.InRange(chunk.End - chunk.Start, 1, 6000));
            Assert.All(chunks, chunk => Assert.False(char.IsLowSurrogate(document.Text[chunk.Start]) || char.IsHighSurrogate(document.Text[chunk.End - 1])));
            foreach (var block in document.Blocks)
                for (var at = block.Start; at < block.End; at++)
                    Assert.True(char.IsWhiteSpace(document.Text[at]) || chunks.Any(chunk => chunk.Start <= at && at < chunk.End), $"{at} is in no passage");
        }, count: 30);
    }

    private static List<string> Chunks(ExtractedDocument document) => [.. Chunker.Chunk(document).Select(chunk => document.Text[chunk.Start..chunk.End])];
}
