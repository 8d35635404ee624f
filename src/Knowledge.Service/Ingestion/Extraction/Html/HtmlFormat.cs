using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Html;

/// <summary>A web page: its main content, without what surrounds it on every page of a site.</summary>
internal sealed class HtmlFormat : IDocumentFormat
{
    // What begins a page of itself, and what may as well begin a README.
    private static readonly string[] PageStarts = ["<!doctype html", "<html", "<head", "<body"];
    private static readonly string[] FragmentStarts = ["<!--", "<title", "<meta", "<div", "<p", "<h1", "<h2", "<table", "<article", "<section", "<main", "<ul", "<script", "<style"];

    public bool Recognises(DocumentProbe probe)
    {
        var text = AfterXmlDeclaration(probe.Text.AsSpan().TrimStart());
        if (StartsWithAny(text, PageStarts))
            return true;

        var isNamed = probe.IsNamed("html", "htm", "xhtml") || probe.IsDeclared("text/html", "application/xhtml+xml");
        if (isNamed && text.Contains("</", StringComparison.Ordinal))
            return true;
        return text.StartsWith("<!--") ? text.Contains("<html", StringComparison.OrdinalIgnoreCase) : !probe.IsNamed("md", "markdown", "txt") && StartsWithAny(text, FragmentStarts);
    }

    public ExtractedDocument Extract(DocumentProbe probe, ExtractionLimits limits, ReadingPace pace)
    {
        if (probe.Text.Length > limits.MaxCharacters)
            throw ExtractionRefusedException.TextTooLong(limits.MaxCharacters);

        HtmlNesting.RefuseUnclosed(probe.Text, limits.MaxNesting);
        using var page = new HtmlParser().ParseDocument(probe.Text);
        pace.PartDone();
        HtmlNesting.RefuseDeep(page, limits.MaxNesting);
        if (page.Body is not { } body)
            throw ExtractionRefusedException.Empty();

        var writer = Write(body, page, HtmlNoise.IsNoise);
        pace.PartDone();
        if (writer.Length < MainContent.EnoughText && Write(body, page, HtmlNoise.IsInvisible) is var everything && everything.Length > writer.Length)
            writer = everything;
        return new ExtractedDocument(writer.Text, "text/html", TitleOf(page), writer.Blocks);
    }

    private static HtmlTextWriter Write(IElement body, IDocument page, Func<IElement, bool> isSkipped)
    {
        var writer = new HtmlTextWriter(isSkipped);
        foreach (var element in MainContent.Of(page, body, isSkipped))
            writer.Write(element);
        return writer;
    }

    /// <summary>The page's only first heading if the title merely adds the site's name to it, else the title.</summary>
    private static string? TitleOf(IHtmlDocument page)
    {
        var title = HtmlTextWriter.Collapsed(page.Title ?? "");
        var headings = page.QuerySelectorAll("h1");
        var heading = headings.Length == 1 ? HtmlTextWriter.Collapsed(headings[0].TextContent) : "";
        if (heading.Length > 0 && (title.Length == 0 || title.Contains(heading, StringComparison.OrdinalIgnoreCase)))
            return heading;
        return title.Length > 0 ? title : null;
    }

    private static ReadOnlySpan<char> AfterXmlDeclaration(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || text.IndexOf("?>") is not (> 0 and var end))
            return text;
        return text[(end + 2)..].TrimStart();
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] starts)
    {
        foreach (var start in starts)
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase) && (text.Length == start.Length || !char.IsAsciiLetterOrDigit(text[start.Length])))
                return true;
        return false;
    }
}
