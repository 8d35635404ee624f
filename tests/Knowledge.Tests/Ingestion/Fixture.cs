using System.Text;
using TwinPlatform.Knowledge.Ingestion.Extraction;

namespace TwinPlatform.Knowledge.Tests.Ingestion;

/// <summary>Documents for the tests, and what they say.</summary>
internal static class Fixture
{
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", name));

    public static ExtractedDocument Extract(string content, string? fileName = null, string? mediaType = null) =>
        new DocumentExtractor().Extract(Encoding.UTF8.GetBytes(content), fileName, mediaType);

    public static ExtractedDocument Extract(byte[] content, string? fileName = null, string? mediaType = null) =>
        new DocumentExtractor().Extract(content, fileName, mediaType);

    public static string CodeOfRefusal(byte[] content, string? fileName = null) =>
        Assert.Throws<ExtractionRefusedException>(() => Extract(content, fileName)).Code;

    public static string Of(this ExtractedDocument document, TextBlock block) => document.Text[block.Start..block.End];

    public static IEnumerable<string> All(this ExtractedDocument document, BlockKind kind) => document.Blocks.Where(block => block.Kind == kind).Select(document.Of);
}
