using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace TwinPlatform.Knowledge.Tests.Ingestion;

/// <summary>Small PDFs, made for a test: lines of text at places of an A4 page (595 × 842 points).</summary>
internal static class PdfFixture
{
    public static byte[] OnePage(params string[] lines) => Make(page =>
    {
        for (var i = 0; i < lines.Length; i++)
            page.Line(lines[i], y: 700 - (i * 14));
    });

    public static byte[] Make(params Action<PdfFixturePage>[] pages)
    {
        using var builder = new PdfDocumentBuilder();
        var regular = builder.AddStandard14Font(Standard14Font.Helvetica);
        var bold = builder.AddStandard14Font(Standard14Font.HelveticaBold);
        foreach (var draw in pages)
            draw(new PdfFixturePage(builder.AddPage(PageSize.A4), regular, bold));
        return builder.Build();
    }
}

internal sealed class PdfFixturePage(PdfPageBuilder page, PdfDocumentBuilder.AddedFont regular, PdfDocumentBuilder.AddedFont bold)
{
    public PdfFixturePage Line(string text, double y, double x = 60, double size = 11, bool isBold = false)
    {
        page.AddText(text, size, new PdfPoint(x, y), isBold ? bold : regular);
        return this;
    }

    public PdfFixturePage Lines(double x, double y, params string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
            Line(lines[i], y - (i * 14), x);
        return this;
    }
}
