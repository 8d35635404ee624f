using TwinPlatform.Knowledge.Ingestion.Extraction;

namespace TwinPlatform.Knowledge.Tests.Ingestion;

public sealed class ExtractedDocumentTests
{
    private static readonly ExtractedDocument Document = new(
        "Title\n\nFirst paragraph.\n\nSecond paragraph.",
        "text/markdown",
        null,
        [
            new TextBlock(0, 5, BlockKind.Heading, ["Title"], 1),
            new TextBlock(7, 23, BlockKind.Paragraph, ["Title"], 1),
            new TextBlock(25, 42, BlockKind.Paragraph, ["Title"], 2),
        ]);

    [Theory]
    [InlineData(0, 42, "0-5 7-23 25-42")]
    [InlineData(5, 7, "")]
    [InlineData(10, 30, "10-23 25-30")]
    [InlineData(25, 42, "25-42")]
    public void Blocks_within_a_range_are_cut_to_it(int start, int end, string expected)
    {
        Assert.Equal(expected, string.Join(' ', Document.BlocksWithin(start, end).Select(block => $"{block.Start}-{block.End}")));
    }
}
