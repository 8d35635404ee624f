using System.IO.Compression;
using System.Text;

namespace TwinPlatform.Knowledge.Tests.Ingestion.Extraction.Isolation;

/// <summary>PDFs that want the reader's time, memory or stack.</summary>
internal static class HostilePdfs
{
    private const string Catalog = "<</Type/Catalog/Pages 2 0 R>>";
    private const string OnePage = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    private const string Page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>";
    private const string Font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

    public static IEnumerable<(string Name, Func<byte[]> Make)> All =>
    [
        ("pdf: nothing but a signature", () => "%PDF-1.7\n"u8.ToArray()),
        ("pdf: rubbish behind the signature", () => [.. "%PDF-1.7\n"u8, .. Noise(200_000)]),
        ("pdf: an archive behind the signature", () => [.. "%PDF-1.7\n"u8, .. ZipFixture.Of(("word/document.xml", "<document/>"))]),
        ("pdf: cut in the middle", () => Of(Catalog, OnePage, Page, Stream("BT /F 12 Tf (a) Tj ET"u8.ToArray()), Font)[..200]),
        ("pdf: pages that contain themselves", () => Of(Catalog, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")),
        ("pdf: pages that contain their parent", () => Of(Catalog, "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>", "<</Type/Pages/Parent 2 0 R/Kids[2 0 R 2 0 R]/Count 2>>")),
        ("pdf: a tree of pages that doubles at each level", () => Of([Catalog, .. Enumerable.Range(2, 40).Select(i => $"<</Type/Pages/Kids[{i + 1} 0 R {i + 1} 0 R]/Count 2>>"), "<</Type/Page/MediaBox[0 0 9 9]>>"])),
        ("pdf: pages nested without end", () => Of([Catalog, .. Enumerable.Range(2, 30_000).Select(i => $"<</Type/Pages/Kids[{i + 1} 0 R]/Count 1>>"), "<</Type/Page/MediaBox[0 0 9 9]>>"])),
        ("pdf: arrays nested without end", () => Of(Catalog, OnePage, $"<</Type/Page/Parent 2 0 R/X {new string('[', 500_000)}{new string(']', 500_000)}>>")),
        ("pdf: dictionaries nested without end", () => Of(Catalog, OnePage, $"<</Type/Page/Parent 2 0 R/X {string.Concat(Enumerable.Repeat("<</A ", 200_000))}1{string.Concat(Enumerable.Repeat(">>", 200_000))}>>")),
        ("pdf: a content of hundreds of megabytes", () => Of(Catalog, OnePage, Page, Deflated("BT /F 12 Tf (a) Tj ET\n", 400_000_000), Font)),
        ("pdf: a content of spaces", () => Of(Catalog, OnePage, Page, Deflated("          ", 800_000_000), Font)),
        ("pdf: states saved without end", () => Of(Catalog, OnePage, Page, Deflated("q q q q q ", 200_000_000), Font)),
        ("pdf: a drawing that draws itself", () => Of(Catalog, OnePage, Page, Stream("/X Do"u8.ToArray()), Font, Stream("/X Do /X Do"u8.ToArray(), "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"))),
        ("pdf: two drawings that draw each other", () => Of(Catalog, OnePage, Page, Stream("/X Do"u8.ToArray()), Font, Stream("/X Do /X Do"u8.ToArray(), "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 7 0 R>>>>"), Stream("/X Do /X Do"u8.ToArray(), "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"))),
        ("pdf: a value that refers to itself", () => Of(Catalog, OnePage, "<</Type/Page/Parent 2 0 R/MediaBox 4 0 R>>", "4 0 R")),
        ("pdf: a length that refers to its own stream", () => Of(Catalog, OnePage, Page, "<</Length 4 0 R>>\nstream\nBT\nendstream", Font)),
        ("pdf: filters upon filters", () => Of(Catalog, OnePage, Page, Stream(Zlib("x"u8.ToArray()), $"/Filter[{string.Concat(Enumerable.Repeat("/FlateDecode", 5000))}]"), Font)),
        ("pdf: pictures of text", () => Of(Catalog, OnePage, Page, Stream("0 0 9 9 re f"u8.ToArray()), Font)),
        ("pdf: a password", () => Of(Catalog, OnePage, Page, Stream("BT"u8.ToArray()), "<</Filter/Standard/V 1/R 2/Length 40/P -4/O<28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A>/U<0000000000000000000000000000000000000000000000000000000000000000>>>")
            .Replaced("/Root 1 0 R", "/Root 1 0 R/Encrypt 5 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]")),
    ];

    private static byte[] Of(params IReadOnlyList<object> objects)
    {
        var file = new MemoryStream();
        file.Write("%PDF-1.7\n"u8);
        var places = new List<long>();
        for (var i = 0; i < objects.Count; i++)
        {
            places.Add(file.Position);
            file.Write(Encoding.ASCII.GetBytes($"{i + 1} 0 obj\n"));
            file.Write(objects[i] as byte[] ?? Encoding.ASCII.GetBytes((string)objects[i]));
            file.Write("\nendobj\n"u8);
        }

        var table = file.Position;
        file.Write(Encoding.ASCII.GetBytes($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n{string.Concat(places.Select(place => $"{place:0000000000} 00000 n \n"))}trailer <</Size {objects.Count + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF"));
        return file.ToArray();
    }

    private static byte[] Stream(byte[] content, string entries = "") =>
        [.. Encoding.ASCII.GetBytes($"<</Length {content.Length}{entries}>>\nstream\n"), .. content, .. "\nendstream"u8];

    private static byte[] Deflated(string repeated, long bytes)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var chunk = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(repeated, 100_000)));
            for (long written = 0; written < bytes; written += chunk.Length)
                zlib.Write(chunk);
        }

        return Stream(packed.ToArray(), "/Filter/FlateDecode");
    }

    private static byte[] Zlib(byte[] content)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(content);
        return packed.ToArray();
    }

    private static byte[] Replaced(this byte[] pdf, string old, string with) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(pdf).Replace(old, with, StringComparison.Ordinal));

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }
}
