using System.Text.RegularExpressions;
using System.Xml.Linq;
using TwinPlatform.Knowledge.Ingestion.Extraction.Office;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Word;

/// <summary>The paragraph styles of a document, as far as they say what a paragraph is.</summary>
/// <remarks>
/// A heading is what has an outline level, in itself or through the styles that its style is based on. Word stores the names of its own styles in
/// English in every language; other programs translate them, so the word for heading counts in the languages that people write in.
/// </remarks>
internal sealed partial class WordStyles
{
    private const int MostBases = 20;

    private static readonly WordStyle None = new(null, IsTitle: false, IsTableOfContents: false, Numbering: null);

    private readonly Dictionary<string, WordStyle> _styles = [];

    public static WordStyles In(OfficePackage package, string? part, ExtractionLimits limits)
    {
        var styles = new WordStyles();
        if (part is null)
            return styles;

        var elements = new Dictionary<string, XElement>();
        foreach (var element in package.ReadAll(part, limits).Children("style"))
            if (element.AttributeOf("type") is null or "paragraph" && element.AttributeOf("styleId") is { } id)
                elements.TryAdd(id, element);
        foreach (var (id, element) in elements)
            styles._styles[id] = StyleOf(id, element, elements);
        return styles;
    }

    public WordStyle Of(string? id) => id is not null && _styles.TryGetValue(id, out var style) ? style : NamedLike(id ?? "");

    /// <returns>1 for a chapter; null for body text, also where the paragraph overrides its style.</returns>
    public static int? OutlineLevelIn(XElement? properties) =>
        int.TryParse(properties.Child("outlineLvl").AttributeOf("val"), out var level) && level is >= 0 and <= 8 ? level + 1 : null;

    private static WordStyle StyleOf(string id, XElement element, Dictionary<string, XElement> elements)
    {
        var style = NamedLike(element.Child("name").AttributeOf("val") ?? id);
        var current = element;
        for (var i = 0; i < MostBases; i++)
        {
            var properties = current.Child("pPr");
            style = style with { OutlineLevel = style.OutlineLevel ?? OutlineLevelIn(properties), Numbering = style.Numbering ?? properties.Child("numPr") };
            if (current.Child("basedOn").AttributeOf("val") is not { } next || !elements.TryGetValue(next, out var parent))
                break;
            current = parent;
        }

        return style;
    }

    private static WordStyle NamedLike(string name) => None with
    {
        OutlineLevel = HeadingName.Match(name) is { Success: true } match ? match.Groups[1].Value[0] - '0' : null,
        IsTitle = TitleName.IsMatch(name),
        IsTableOfContents = ContentsName.IsMatch(name),
    };

    [GeneratedRegex("^(?:heading|[üÜu]?berschrift|titre|t[íi]tulo|titolo|kop|rubrik|overskrift|otsikko|nag[łl][óo]wek|nadpis|заголовок|標題|标题|見出し|제목) ?([1-9])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HeadingName { get; }

    [GeneratedRegex("^(?:title|titel|titre|t[íi]tulo|titolo|название|标题|表題)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TitleName { get; }

    [GeneratedRegex("^(?:toc|verzeichnis|tm|tdc|sommario) ?[1-9]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ContentsName { get; }
}

/// <summary>What a style says of its paragraphs.</summary>
/// <param name="OutlineLevel">1 for a chapter; null for body text.</param>
/// <param name="IsTitle">Whether it is for the title of the document.</param>
/// <param name="IsTableOfContents">Whether it is for lines that only repeat headings.</param>
/// <param name="Numbering">The list that its paragraphs belong to.</param>
internal sealed record WordStyle(int? OutlineLevel, bool IsTitle, bool IsTableOfContents, XElement? Numbering);
