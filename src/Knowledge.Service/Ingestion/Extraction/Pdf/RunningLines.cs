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
            foreach (var shape in AtEdge(page).Select(ShapeOf).Distinct())
                pagesWith[shape] = pagesWith.GetValueOrDefault(shape) + 1;

        var enough = Math.Max(FewestPages, pages.Count * PageShare);
        foreach (var page in pages)
        {
            var running = AtEdge(page).Where(line => pagesWith[ShapeOf(line)] >= enough).ToHashSet(ReferenceEqualityComparer.Instance);
            yield return page with { Lines = [.. page.Lines.Where(line => !running.Contains(line))] };
        }
    }

    /// <summary>The lines near the edge, and the first and last of the page wherever they stand.</summary>
    private static IEnumerable<PdfLine> AtEdge(PdfPageLines page)
    {
        if (page.Lines.Count == 0)
            return [];

        var (lowest, highest) = (page.Lines.Min(line => line.Height), page.Lines.Max(line => line.Height));
        return page.Lines.Where(line => line.Height <= Math.Max(lowest, EdgeShare) || line.Height >= Math.Min(highest, 1 - EdgeShare));
    }

    /// <summary>The text with each number replaced: "Page 7 of 30" and "Page 8 of 30" have one shape.</summary>
    private static string ShapeOf(PdfLine line)
    {
        Span<char> shape = line.Text.Length <= 256 ? stackalloc char[line.Text.Length] : new char[line.Text.Length];
        var length = 0;
        foreach (var c in line.Text)
            if (!char.IsDigit(c))
                shape[length++] = char.ToLowerInvariant(c);
            else if (length == 0 || shape[length - 1] != '#')
                shape[length++] = '#';
        return shape[..length].ToString();
    }
}
