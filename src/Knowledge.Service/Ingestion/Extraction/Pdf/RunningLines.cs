namespace TwinPlatform.Knowledge.Ingestion.Extraction.Pdf;

/// <summary>Headers, footers and page numbers: lines near the edge that most pages share, numbers aside.</summary>
internal static class RunningLines
{
    private const double EdgeShare = 0.12;
    private const int FewestPages = 3;

    // Left and right pages often differ, so each of two headers may be on just under half of the pages.
    private const double PageShare = 0.4;

    public static IEnumerable<PdfPageLines> Without(IReadOnlyList<PdfPageLines> pages)
    {
        var pagesWith = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var page in pages)
            foreach (var shape in page.Lines.Where(IsAtEdge).Select(ShapeOf).Distinct())
                pagesWith[shape] = pagesWith.GetValueOrDefault(shape) + 1;

        var enough = Math.Max(FewestPages, pages.Count * PageShare);
        return pages.Select(page => page with { Lines = [.. page.Lines.Where(line => !IsAtEdge(line) || pagesWith[ShapeOf(line)] < enough)] });
    }

    private static bool IsAtEdge(PdfLine line) => line.Height is < EdgeShare or > 1 - EdgeShare;

    /// <summary>The side of the page and the text, each number replaced: "Page 7 of 30" and "Page 8 of 30" have one shape.</summary>
    private static string ShapeOf(PdfLine line)
    {
        Span<char> shape = line.Text.Length <= 256 ? stackalloc char[line.Text.Length + 1] : new char[line.Text.Length + 1];
        var length = 0;
        shape[length++] = line.Height > 0.5 ? '^' : '_';
        foreach (var c in line.Text)
            if (!char.IsDigit(c))
                shape[length++] = char.ToLowerInvariant(c);
            else if (shape[length - 1] != '#')
                shape[length++] = '#';
        return shape[..length].ToString();
    }
}
