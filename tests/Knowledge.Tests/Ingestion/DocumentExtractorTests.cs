using System.Text;
using TwinPlatform.Knowledge.Ingestion.Extraction;

namespace TwinPlatform.Knowledge.Tests.Ingestion;

public sealed class DocumentExtractorTests
{
    [Theory]
    [InlineData("handbook.md", "text/markdown")]
    [InlineData("article.html", "text/html")]
    public void The_content_says_what_a_file_is_not_its_name(string fixture, string mediaType)
    {
        var document = Fixture.Extract(Fixture.Bytes(fixture), "upload.bin", "application/octet-stream");

        Assert.Equal(mediaType, document.MediaType);
    }

    [Fact]
    public void A_pdf_named_txt_is_a_pdf()
    {
        var document = Fixture.Extract(PdfFixture.OnePage("The boat leaves at noon."), "notes.txt", "text/plain");

        Assert.Equal("application/pdf", document.MediaType);
    }

    [Theory]
    [InlineData("A note.\nIt is short.", null)]
    [InlineData("1 < 2 and <b>3</b> > 2", "note.txt")]
    [InlineData("# A comment in a configuration\nport = 80", "server.conf")]
    public void What_is_nothing_else_is_plain_text(string content, string? fileName)
    {
        Assert.Equal("text/plain", Fixture.Extract(content, fileName).MediaType);
    }

    [Fact]
    public void The_text_of_a_text_file_is_the_file_with_its_line_breaks()
    {
        var document = Fixture.Extract("One 😀 line.\r\nAnother é line.\r\n\r\nA paragraph.\n");

        Assert.Equal("One 😀 line.\r\nAnother é line.\r\n\r\nA paragraph.\n", document.Text);
        Assert.Equal(["One 😀 line.\r\nAnother é line.", "A paragraph."], document.Blocks.Select(document.Of));
    }

    [Fact]
    public void A_list_item_is_a_block_of_its_own()
    {
        var document = Fixture.Extract("To bring:\n- boots\n- a coat\n  with a hood\n2. money");

        Assert.Equal(["- boots", "- a coat\n  with a hood", "2. money"], document.All(BlockKind.ListItem));
    }

    [Fact]
    public void A_byte_order_mark_is_not_text()
    {
        foreach (var encoding in new Encoding[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
            Assert.Equal("Grüße 😀", Fixture.Extract([.. encoding.GetPreamble(), .. encoding.GetBytes("Grüße 😀")]).Text);
    }

    [Fact]
    public void Utf16_is_recognised_without_its_mark()
    {
        Assert.Equal("A plain English note.", Fixture.Extract(Encoding.Unicode.GetBytes("A plain English note.")).Text);
        Assert.Equal("A plain English note.", Fixture.Extract(Encoding.BigEndianUnicode.GetBytes("A plain English note.")).Text);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_windows_1252()
    {
        byte[] bytes = [.. "caf"u8, 0xE9, .. " costs 2 "u8, 0x80];

        Assert.Equal("café costs 2 €", Fixture.Extract(bytes, "menu.txt").Text);
    }

    [Fact]
    public void A_declared_charset_is_used_when_the_bytes_are_not_utf8()
    {
        byte[] bytes = [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2];

        Assert.Equal("Привет", Fixture.Extract(bytes, "note.txt", "text/plain; charset=windows-1251").Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("<html><body><script>x()</script></body></html>")]
    public void A_file_without_text_is_refused(string content)
    {
        Assert.Equal("source.empty", Fixture.CodeOfRefusal(Encoding.UTF8.GetBytes(content)));
    }

    [Fact]
    public void A_binary_renamed_to_txt_is_refused_with_what_to_change()
    {
        var bytes = new byte[2000];
        new Random(7).NextBytes(bytes);

        var refusal = Assert.Throws<ExtractionRefusedException>(() => Fixture.Extract(bytes, "notes.txt", "text/plain"));

        Assert.Equal("source.binary", refusal.Code);
        Assert.Contains("UTF-8", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_cannot_be_read_is_named()
    {
        var refusal = Assert.Throws<ExtractionRefusedException>(() => Fixture.Extract([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 1, 2, 3], "scan.pdf"));

        Assert.Equal("source.unsupported_type", refusal.Code);
        Assert.Contains("PNG", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_over_the_limit_is_refused()
    {
        var extractor = new DocumentExtractor(new ExtractionLimits { MaxCharacters = 10 });

        foreach (var name in new[] { "a.txt", "a.md", "a.html" })
            Assert.Equal("source.text_too_long", Assert.Throws<ExtractionRefusedException>(() => extractor.Extract("<p>Eleven or more</p>"u8.ToArray(), name, null)).Code);
    }

    [Fact]
    public void A_refusal_quotes_nothing_from_the_document()
    {
        var refusal = Assert.Throws<ExtractionRefusedException>(() => Fixture.Extract("secret\0secret"u8.ToArray(), "secret.txt"));

        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_limit_is_the_callers()
    {
        Assert.Throws<OperationCanceledException>(() =>
            new DocumentExtractor().Extract(PdfFixture.OnePage("The boat leaves."), null, null, new CancellationToken(canceled: true)));
    }
}
