using TwinPlatform.Knowledge.Ingestion.Extraction;

namespace TwinPlatform.Knowledge.Tests.Ingestion.Extraction;

/// <summary>CSV, JSON and subtitles: text files whose form is for machines.</summary>
public sealed class TextTablesTests
{
    [Theory]
    [InlineData("Product,Price,Unit\nRye bread,4.20,loaf\n\"Roll, plain\",0.40,\"piece\"\n")]
    [InlineData("Product;Price;Unit\r\nRye bread;4.20;loaf\r\nRoll, plain;0.40;piece\r\n")]
    [InlineData("Product\tPrice\tUnit\nRye bread\t4.20\tloaf\nRoll, plain\t0.40\tpiece")]
    [InlineData("sep=|\nProduct|Price|Unit\nRye bread|4.20|loaf\nRoll, plain|0.40|piece")]
    public void Whatever_separates_its_fields_a_csv_row_is_a_block_with_the_names_of_its_columns(string csv)
    {
        var document = Fixture.Extract(csv, "prices.csv");

        Assert.Equal(["Product: Rye bread | Price: 4.20 | Unit: loaf", "Product: Roll, plain | Price: 0.40 | Unit: piece"], document.Blocks.Select(document.Of));
    }

    [Fact]
    public void A_quoted_field_may_hold_quotes_and_line_breaks_and_an_unclosed_quote_is_a_character()
    {
        var document = Fixture.Extract("a,b\n\"He said \"\"no\"\"\nand left\",5\n\"unclosed,6\n", "x.csv");

        Assert.Equal(["a: He said \"no\" and left | b: 5", "a: \"unclosed | b: 6"], document.Blocks.Select(document.Of));
    }

    [Fact]
    public void Json_reads_as_lines_under_the_keys_that_hold_them()
    {
        var document = Fixture.Extract("""
            {"name": "Bakery", "contact": {"phone": "42 11", "address": {"city": "Bremen"}}, "tags": ["rye", "wheat"],
             "products": [{"name": "Rye bread", "price": 4.20}, {"name": "Pretzel", "price": 0.9, "note": null}]}
            """);

        Assert.Equal("application/json", document.MediaType);
        Assert.Equal(
            ["name: Bakery", "tags: rye, wheat", "contact", "phone: 42 11", "address", "city: Bremen", "products", "name: Rye bread | price: 4.20", "name: Pretzel | price: 0.9"],
            document.Blocks.Select(document.Of));
        Assert.Equal(["contact", "address"], document.Blocks[5].HeadingPath);
        Assert.Equal(["products"], document.Blocks[^1].HeadingPath);
    }

    [Fact]
    public void Each_line_of_json_lines_is_a_row()
    {
        var document = Fixture.Extract("{\"q\": \"When?\", \"a\": \"At six.\"}\n{\"q\": \"Where?\", \"a\": \"Here.\"}\n");

        Assert.Equal(["q: When? | a: At six.", "q: Where? | a: Here."], document.All(BlockKind.TableRow));
    }

    [Fact]
    public void Subtitles_read_as_sentences_and_know_when_each_begins()
    {
        var document = Fixture.Extract("1\r\n00:00:01,000 --> 00:00:03,000\r\nToday we bake\r\n\r\n2\r\n00:00:03,000 --> 00:00:05,500\r\n<i>rye bread.</i>\r\n\r\n3\r\n00:01:15,250 --> 00:01:17,000\r\nMix &amp; wait.\r\n", "talk.txt");

        Assert.Equal("application/x-subrip", document.MediaType);
        Assert.Equal(["Today we bake rye bread.", "Mix & wait."], document.Blocks.Select(document.Of));
        Assert.Equal([new TimeRange(1_000, 5_500), new TimeRange(75_250, 77_000)], document.Blocks.Select(block => block.Time));
    }

    [Fact]
    public void Web_subtitles_name_who_speaks_and_notes_and_scrolled_lines_are_not_said_again()
    {
        var document = Fixture.Extract("WEBVTT\n\nNOTE made by a machine\n\n01:02.000 --> 01:04.000 align:start\n<v Ada>How long?\n\n01:04.000 --> 01:06.000\nHow long?\n<v Ben>Two hours.\n");

        Assert.Equal("text/vtt", document.MediaType);
        Assert.Equal(["Ada: How long?", "Ben: Two hours."], document.Blocks.Select(document.Of));
        Assert.Equal(62_000, document.Blocks[0].Time!.StartMs);
    }
}
