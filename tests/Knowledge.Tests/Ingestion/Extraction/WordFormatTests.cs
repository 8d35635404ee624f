using TwinPlatform.Knowledge.Ingestion.Extraction;
using static TwinPlatform.Knowledge.Tests.Ingestion.Extraction.OfficeFixture;

namespace TwinPlatform.Knowledge.Tests.Ingestion.Extraction;

public sealed class WordFormatTests
{
    private const string GermanStyles = """
        <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
        <w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
        <w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:basedOn w:val="Basis"/></w:style>
        <w:style w:type="paragraph" w:styleId="Basis"><w:name w:val="Basis"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
        """;

    [Fact]
    public void Headings_are_found_by_style_in_any_language_and_by_outline_level()
    {
        var document = Fixture.Extract(Word(
            Paragraph("Satzung", "Titel") + Paragraph("Der Verein", "berschrift1") + Paragraph("Sitz", "Kapitel") + Paragraph("Der Sitz ist Bremen.")
            + Paragraph("Mitglieder", properties: "<w:outlineLvl w:val=\"0\"/>") + Paragraph("Jeder kann eintreten."), GermanStyles));

        Assert.Equal("Satzung", document.Title);
        Assert.Equal(["Satzung", "Der Verein", "Sitz", "Mitglieder"], document.All(BlockKind.Heading));
        Assert.Equal(["Der Verein", "Sitz"], document.Blocks.Single(block => document.Of(block) == "Der Sitz ist Bremen.").HeadingPath);
        Assert.Equal(["Mitglieder"], document.Blocks[^1].HeadingPath);
    }

    [Fact]
    public void The_same_is_said_once_no_headers_and_no_table_of_contents()
    {
        var document = Fixture.Extract(Word(Paragraph("The club ........ 3", "Verzeichnis1") + Paragraph("The club is old."), GermanStyles));

        Assert.Equal("The club is old.", document.Text);
    }

    [Fact]
    public void Deleted_and_hidden_text_is_no_text_and_inserted_text_is()
    {
        var document = Fixture.Extract(Word("""
            <w:p><w:r><w:t xml:space="preserve">The fee is </w:t></w:r><w:del w:id="1"><w:r><w:delText>80</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>90</w:t></w:r></w:ins>
            <w:moveFrom w:id="3"><w:r><w:t> pounds</w:t></w:r></w:moveFrom><w:r><w:t xml:space="preserve"> euros</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r></w:p>
            """));

        Assert.Equal("The fee is 90 euros", document.Text);
    }

    [Fact]
    public void Paragraphs_are_numbered_as_they_are_printed()
    {
        const string numbering = """
            <w:abstractNum w:abstractNumId="1">
              <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="§ %1"/></w:lvl>
              <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2)"/></w:lvl>
            </w:abstractNum>
            <w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
            <w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>
            """;
        string Item(string text, int list, int level) => Paragraph(text, properties: $"<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");

        var document = Fixture.Extract(Word(Item("Name", 5, 0) + Item("Short form", 5, 1) + Item("Long form", 5, 1) + Item("Purpose", 5, 0) + Item("First", 5, 1) + Item("Boats", 6, 0), numbering: numbering));

        Assert.Equal(["§ 1 Name", "1a) Short form", "1b) Long form", "§ 2 Purpose", "2a) First", "Boats"], document.All(BlockKind.ListItem));
    }

    [Fact]
    public void A_footnote_follows_the_paragraph_that_refers_to_it()
    {
        var document = Fixture.Extract(Word(
            "<w:p><w:r><w:t>The boat is fast.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>" + Paragraph("It is red."),
            footnotes: "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:t>Twelve knots.</w:t></w:r></w:p></w:footnote>"));

        Assert.Equal(["The boat is fast.", "Twelve knots.", "It is red."], document.Blocks.Select(document.Of));
    }

    [Fact]
    public void A_text_box_is_read_once_though_the_file_says_it_twice()
    {
        const string box = "<w:txbxContent><w:p><w:r><w:t>Mind the step</w:t></w:r></w:p></w:txbxContent>";
        var document = Fixture.Extract(Word($"""
            <w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
            <w:r><w:t>Entrance</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
            """));

        Assert.Equal(["Entrance", "Mind the step"], document.Blocks.Select(document.Of));
    }

    [Fact]
    public void A_row_is_a_block_and_cells_merged_downwards_hold_for_each_row()
    {
        string Cell(string text, string properties = "") => $"<w:tc><w:tcPr>{properties}</w:tcPr>{Paragraph(text)}</w:tc>";
        var document = Fixture.Extract(Word($"""
            <w:tbl><w:tr>{Cell("Boat")}{Cell("Day")}{Cell("Price")}</w:tr>
            <w:tr>{Cell("Heron", "<w:vMerge w:val=\"restart\"/>")}{Cell("Monday")}{Cell("5 €")}</w:tr>
            <w:tr>{Cell("", "<w:vMerge/>")}{Cell("Sunday")}{Cell("8 €")}</w:tr>
            <w:tr><w:trPr><w:del w:id="1"/></w:trPr>{Cell("Gone")}{Cell("Gone")}{Cell("Gone")}</w:tr></w:tbl>
            """));

        Assert.Equal(["Boat | Day | Price", "Heron | Monday | 5 €", "Heron | Sunday | 8 €"], document.All(BlockKind.TableRow));
    }
}
