using TwinPlatform.Knowledge.Ingestion.Extraction;

namespace TwinPlatform.Knowledge.Tests.Ingestion;

public sealed class PdfFormatTests
{
    // A PDF whose user password is unknown: what a reader would have to ask for.
    private const string Encrypted = """
        %PDF-1.4
        1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
        2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
        3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj
        4 0 obj <</Filter/Standard/V 1/R 2/Length 40/P -4/O<28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A>/U<0000000000000000000000000000000000000000000000000000000000000000>>> endobj
        trailer <</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]>>
        startxref
        0
        %%EOF
        """;

    [Fact]
    public void Lines_of_a_paragraph_are_joined_and_know_their_page()
    {
        var document = Fixture.Extract(PdfFixture.Make(
            page => page.Lines(60, 700, "The club was founded in 1902 by seven", "members who met at the old boat house."),
            page => page.Lines(60, 700, "It moved in 1950.")));

        Assert.Equal(["The club was founded in 1902 by seven members who met at the old boat house.", "It moved in 1950."], document.Blocks.Select(document.Of));
        Assert.Equal([1, 2], document.Blocks.Select(block => block.Page));
        Assert.Equal(2, Assert.Single(document.BlocksWithin(document.Text.Length - 1, document.Text.Length)).Page);
    }

    [Fact]
    public void A_word_divided_at_the_end_of_a_line_is_whole_again()
    {
        var document = Fixture.Extract(PdfFixture.OnePage("Our well-known rules for the infor-", "mation of new members are a well-", "known text."));

        Assert.Equal("Our well-known rules for the information of new members are a well-known text.", document.Text);
    }

    [Fact]
    public void Columns_are_read_one_after_the_other()
    {
        var document = Fixture.Extract(PdfFixture.Make(page => page
            .Lines(50, 700, "In the cold months of the year bees form", "a cluster and keep it warm. All that time", "they eat the honey that they have stored.")
            .Lines(330, 700, "Wasps, on the other hand, die in autumn", "and only their young queens live through", "the winter, each alone in a dry place.")));

        Assert.Contains("All that time they eat the honey", document.Text, StringComparison.Ordinal);
        Assert.Contains("die in autumn and only their young queens live through the winter", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_footers_and_page_numbers_that_repeat_are_dropped()
    {
        var pages = Enumerable.Range(1, 5).Select<int, Action<PdfFixturePage>>(number => page => page
            .Line("Rowing club, yearly report", 810)
            .Lines(60, 600, $"What was reported by member {(char)('A' + number)} of the board.")
            .Line($"Page {number} of 5", 30));

        var document = Fixture.Extract(PdfFixture.Make([.. pages]));

        Assert.Equal(5, document.Blocks.Count);
        Assert.DoesNotContain("yearly report", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Page", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Larger_and_bold_lines_are_headings()
    {
        var document = Fixture.Extract(PdfFixture.Make(page => page
            .Line("Statutes", 780, size: 20)
            .Line("Fees", 730, size: 11, isBold: true)
            .Lines(60, 700, "The yearly fee is paid in January and it is not", "returned to members who leave before the end.")
            .Lines(60, 640, "Members who are older than seventy years do not", "pay a fee and neither do their guests on Sundays.")));

        Assert.Equal(["Statutes", "Fees"], document.All(BlockKind.Heading));
        Assert.Equal(["Statutes", "Fees"], document.Blocks[^1].HeadingPath);
        Assert.Equal("Statutes", document.Title);
    }

    [Fact]
    public void A_damaged_pdf_is_refused()
    {
        Assert.Equal("source.pdf_broken", Fixture.CodeOfRefusal("%PDF-1.7\nthis is not one"u8.ToArray(), "a.pdf"));
    }

    [Fact]
    public void Any_part_of_a_pdf_gives_text_or_a_refusal_and_no_other_error()
    {
        var whole = PdfFixture.OnePage("The boat leaves at noon.");
        var random = new Random(11);
        for (var trial = 0; trial < 60; trial++)
        {
            var damaged = whole[..random.Next(8, whole.Length)];
            damaged[random.Next(8, damaged.Length)] ^= 0x15;
            var thrown = Record.Exception(() => Fixture.Extract(damaged));
            Assert.True(thrown is null or ExtractionRefusedException, thrown?.ToString());
        }
    }

    [Fact]
    public void A_pdf_with_a_password_is_refused()
    {
        Assert.Equal("source.pdf_encrypted", Fixture.CodeOfRefusal(System.Text.Encoding.ASCII.GetBytes(Encrypted)));
    }

    [Fact]
    public void A_pdf_without_text_is_refused()
    {
        Assert.Equal("source.pdf_no_text", Fixture.CodeOfRefusal(PdfFixture.Make(_ => { })));
    }

    [Fact]
    public void A_pdf_of_too_many_pages_is_refused()
    {
        var extractor = new DocumentExtractor(new ExtractionLimits { MaxPages = 1 });

        var refusal = Assert.Throws<ExtractionRefusedException>(() => extractor.Extract(PdfFixture.Make(_ => { }, _ => { }), null, null));

        Assert.Equal("source.too_many_pages", refusal.Code);
    }
}
