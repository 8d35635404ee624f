namespace TwinPlatform.Knowledge.Ingestion.Extraction.Pdf;

/// <summary>Headings are the short paragraphs in a larger type than most of the document. Where much of it is "larger", nothing is a heading.</summary>
internal sealed class PdfHeadings
{
    private const double Larger = 1.14;
    private const double MostOfText = 0.2;
    private const int LongestHeading = 160;
    private const int MostLines = 3;
    private const int MostLevels = 4;

    private readonly double _bodySize;
    private readonly double[] _sizes;

    private PdfHeadings(double bodySize, double[] sizes)
    {
        _bodySize = bodySize;
        _sizes = sizes;
    }

    public static PdfHeadings In(IReadOnlyList<PdfPageLines> pages)
    {
        var characters = new Dictionary<double, int>();
        foreach (var line in pages.SelectMany(page => page.Lines))
            characters[Rounded(line.Size)] = characters.GetValueOrDefault(Rounded(line.Size)) + line.Text.Length;
        if (characters.Count == 0)
            return new PdfHeadings(0, []);

        var body = characters.MaxBy(size => size.Value).Key;
        var larger = characters.Where(size => size.Key >= body * Larger).ToList();
        var isClear = larger.Sum(size => size.Value) <= characters.Values.Sum() * MostOfText;
        return new PdfHeadings(body, isClear ? [.. larger.Select(size => size.Key).OrderDescending()] : []);
    }

    /// <summary>1 for the largest type, 0 for what is no heading.</summary>
    public int LevelOf(IReadOnlyList<PdfLine> paragraph)
    {
        var size = Array.IndexOf(_sizes, Rounded(paragraph[0].Size));
        var isHeading = size >= 0
            && paragraph.Count <= MostLines
            && paragraph.Sum(line => line.Text.Length) <= LongestHeading
            && paragraph[^1].Text[^1] is not ('.' or ',' or ';')
            && paragraph.Any(line => line.Text.Count(char.IsLetter) > 1);
        return isHeading ? Math.Min(size + 1, MostLevels) : 0;
    }

    /// <summary>Whether between two lines of a block the type changes as it does between a heading and its text.</summary>
    public bool Separates(PdfLine line, PdfLine next) =>
        _sizes.Length > 0 && line.Size >= _bodySize * Larger != next.Size >= _bodySize * Larger;

    private static double Rounded(double size) => Math.Round(size * 2) / 2;
}
