namespace TwinPlatform.Knowledge.Ingestion.Extraction.Pdf;

/// <summary>
/// Headings are the short paragraphs in a larger type than most of the document, and below them those in bold. Where much of the document is larger, or
/// bold, it says nothing.
/// </summary>
internal sealed class PdfHeadings
{
    private const double Larger = 1.14;
    private const double MostOfText = 0.2;
    private const int LongestHeading = 160;
    private const int MostLines = 3;
    private const int MostLevels = 4;

    private readonly double _bodySize;
    private readonly double[] _sizes;
    private readonly bool _isBoldClear;

    private PdfHeadings(double bodySize, double[] sizes, bool isBoldClear)
    {
        _bodySize = bodySize;
        _sizes = sizes;
        _isBoldClear = isBoldClear;
    }

    public static PdfHeadings In(IReadOnlyList<PdfPageLines> pages)
    {
        var characters = new Dictionary<double, int>();
        int all = 0, bold = 0;
        foreach (var line in pages.SelectMany(page => page.Lines))
        {
            characters[Rounded(line.Size)] = characters.GetValueOrDefault(Rounded(line.Size)) + line.Text.Length;
            all += line.Text.Length;
            bold += line.IsBold ? line.Text.Length : 0;
        }

        if (characters.Count == 0)
            return new PdfHeadings(0, [], isBoldClear: false);

        var body = characters.MaxBy(size => size.Value).Key;
        var larger = characters.Where(size => size.Key >= body * Larger).ToList();
        var isSizeClear = larger.Sum(size => size.Value) <= all * MostOfText;
        return new PdfHeadings(body, isSizeClear ? [.. larger.Select(size => size.Key).OrderDescending()] : [], bold <= all * MostOfText);
    }

    /// <summary>1 for the largest type, 0 for what is no heading.</summary>
    public int LevelOf(IReadOnlyList<PdfLine> paragraph)
    {
        var size = Array.IndexOf(_sizes, Rounded(paragraph[0].Size));
        var isMarked = size >= 0 || (_isBoldClear && paragraph[0].Size >= _bodySize * 0.95 && paragraph.All(line => line.IsBold));
        var isHeading = isMarked
            && paragraph.Count <= MostLines
            && paragraph.Sum(line => line.Text.Length) <= LongestHeading
            && (size >= 0 || paragraph[^1].Text[^1] is not ':')
            && paragraph[^1].Text[^1] is not (',' or ';')
            && paragraph.Sum(line => line.Text.Count(char.IsLetter)) > paragraph.Sum(line => line.Text.Length) / 2;
        return !isHeading ? 0 : size >= 0 ? Math.Min(size + 1, MostLevels) : MostLevels + 1;
    }

    /// <summary>Whether between two lines of a block the type changes as it does between a heading and its text.</summary>
    public bool Separates(PdfLine line, PdfLine next) => IsLarger(line) != IsLarger(next) || (_isBoldClear && line.IsBold != next.IsBold);

    private bool IsLarger(PdfLine line) => _sizes.Length > 0 && line.Size >= _bodySize * Larger;

    private static double Rounded(double size) => Math.Round(size * 2) / 2;
}
