using TwinPlatform.Knowledge.Ingestion.Extraction;
using TwinPlatform.Knowledge.Ingestion.Extraction.Sheets;
using static TwinPlatform.Knowledge.Tests.Ingestion.Extraction.OfficeFixture;

namespace TwinPlatform.Knowledge.Tests.Ingestion.Extraction;

public sealed class SheetsFormatTests
{
    [Fact]
    public void A_row_is_a_block_with_the_names_of_its_columns_under_the_name_of_its_sheet()
    {
        var document = Fixture.Extract(Workbook(null, null, new FixtureSheet("Prices", Row(1, "Product", "Price", "Unit") + Row(2, "Rye bread", 4.2, "loaf") + Row(3, "Pretzel", 0.9, ""))));

        Assert.Equal(["Product: Rye bread | Price: 4.2 | Unit: loaf", "Product: Pretzel | Price: 0.9"], document.All(BlockKind.TableRow));
        Assert.All(document.Blocks, block => Assert.Equal(["Prices"], block.HeadingPath));
    }

    [Fact]
    public void A_list_of_names_and_values_has_no_header()
    {
        var document = Fixture.Extract(Workbook(null, null, new FixtureSheet("Club", Row(1, "Founded by", "Ada") + Row(2, "Members", 70) + Row(3, "Seat", "Bremen"))));

        Assert.Equal(["Founded by | Ada", "Members | 70", "Seat | Bremen"], document.All(BlockKind.TableRow));
    }

    [Fact]
    public void A_title_above_a_table_is_a_paragraph_and_an_empty_row_ends_a_table()
    {
        var document = Fixture.Extract(Workbook(null, null, new FixtureSheet("S", Row(1, "Summer prices") + Row(2, "Boat", "Fee") + Row(3, "Heron", 5) + Row(6, "Tour", "Hours") + Row(7, "Harbour", 2))));

        Assert.Equal(["Summer prices"], document.All(BlockKind.Paragraph));
        Assert.Equal(["Boat: Heron | Fee: 5", "Tour: Harbour | Hours: 2"], document.All(BlockKind.TableRow));
    }

    [Fact]
    public void A_hidden_sheet_is_left_out_and_the_owner_is_told()
    {
        var document = Fixture.Extract(Workbook(null, null, new FixtureSheet("Salaries", Row(1, "Ada", 9000), IsHidden: true), new FixtureSheet("Open", Row(1, "Hello"))));

        Assert.DoesNotContain("Ada", document.Text, StringComparison.Ordinal);
        Assert.Contains("1 hidden", Assert.Single(document.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_merged_downwards_hold_for_each_row()
    {
        var document = Fixture.Extract(Workbook(null, null, new FixtureSheet(
            "S", Row(1, "Boat", "Day", "Fee") + Row(2, "Heron", "Monday", 5) + Row(3, "", "Sunday", 8) + Row(4, "Swan", "Sunday", 9), Rest: "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>")));

        Assert.Contains("Boat: Heron | Day: Sunday | Fee: 8", document.All(BlockKind.TableRow));
        Assert.Contains("Boat: Swan | Day: Sunday | Fee: 9", document.All(BlockKind.TableRow));
    }

    [Fact]
    public void Texts_come_from_the_shared_table_with_all_their_runs_and_values_in_the_style_of_their_cell()
    {
        var document = Fixture.Extract(Workbook(
            "<numFmts><numFmt numFmtId=\"170\" formatCode=\"#,##0.00\\ &quot;€&quot;\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"14\"/></cellXfs>",
            "<si><r><t>Rye </t></r><r><t>bread</t></r><rPh sb=\"0\" eb=\"1\"><t>aid</t></rPh></si>",
            new FixtureSheet("S", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>1234.5</v></c><c r=\"C1\" s=\"2\"><v>45292</v></c><c r=\"D1\" t=\"b\"><v>1</v></c></row>")));

        Assert.Equal("Rye bread | 1,234.50 € | 2024-01-01 | TRUE", Assert.Single(document.All(BlockKind.TableRow)));
    }

    [Theory]
    [InlineData("General", 0.30000000000000004, "0.3")]
    [InlineData("General", 12345678901234, "12345678901234")]
    [InlineData("0%", 0.5, "50%")]
    [InlineData("0.0%", 0.1234, "12.3%")]
    [InlineData("#,##0", 1234567.4, "1,234,567")]
    [InlineData("#,##0.00;[Red]-#,##0.00", -1234.5, "-1,234.50")]
    [InlineData("#,##0_);(#,##0)", -12, "(12)")]
    [InlineData("[$€-407] #,##0.00", 12, "€ 12.00")]
    [InlineData("0.0,,\" million\"", 2500000, "2.5 million")]
    [InlineData("0.00E+00", 12345, "1.23E+04")]
    [InlineData("000", 7, "007")]
    [InlineData("yyyy-mm-dd", 45292, "2024-01-01")]
    [InlineData("d. mmmm yyyy", 45352, "1. March 2024")]
    [InlineData("dd/mm/yy hh:mm", 45292.75, "01/01/24 18:00")]
    [InlineData("h:mm AM/PM", 0.75, "6:00 PM")]
    [InlineData("[h]:mm", 1.5, "36:00")]
    [InlineData("mm:ss", 0.0010416666666667, "01:30")]
    [InlineData("\"Yes\";\"No\";\"None\"", 0, "None")]
    [InlineData("yyyy", 1, "1900")]
    public void A_value_is_shown_as_Excel_shows_it(string code, double value, string shown)
    {
        Assert.Equal(shown, NumberFormat.Of(code).Show(value, isFrom1904: false));
    }
}
