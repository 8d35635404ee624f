using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Html;

/// <summary>Elements that are not part of what a page says.</summary>
internal static partial class HtmlNoise
{
    /// <summary>What a reader never sees as text.</summary>
    public static bool IsInvisible(IElement element) => element.LocalName switch
    {
        "script" or "style" or "noscript" or "template" or "svg" or "iframe" or "object" or "embed" or "canvas" or "audio" or "video" or "head" or "link"
            or "meta" or "button" or "select" or "input" or "textarea" or "datalist" or "map" => true,
        "math" => false,
        _ => element.HasAttribute("hidden")
            || element.GetAttribute("aria-hidden") == "true"
            || (element.GetAttribute("style") is { } style && HiddenStyle.IsMatch(style)),
    };

    /// <summary>What is invisible, and what leads to other pages instead of saying something on this one.</summary>
    public static bool IsNoise(IElement element)
    {
        if (IsInvisible(element))
            return true;

        return element.LocalName switch
        {
            "nav" or "aside" or "footer" or "dialog" or "menu" => true,
            "header" => !IsWithinContent(element),
            "div" or "section" or "ul" or "ol" or "dl" or "form" or "span" =>
                element.GetAttribute("role") is "navigation" or "banner" or "contentinfo" or "complementary" or "search" or "dialog" or "alert" or "menu"
                || IsNamedAsNoise(element),
            _ => false,
        };
    }

    private static bool IsNamedAsNoise(IElement element)
    {
        var name = $"{element.ClassName} {element.Id}";
        return name.Length > 1 && Unlikely.IsMatch(name) && !Likely.IsMatch(name);
    }

    private static bool IsWithinContent(IElement element)
    {
        for (var parent = element.ParentElement; parent is not null; parent = parent.ParentElement)
            if (parent.LocalName is "article" or "main" or "section")
                return true;
        return false;
    }

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase)]
    private static partial Regex HiddenStyle { get; }

    // After mozilla/readability (Apache-2.0).
    [GeneratedRegex(
        @"-ad-|ai2html|banner|breadcrumb|combx|comment|community|cover-wrap|disqus|gdpr|cookie|consent|legends|menu|related|remark|replies|rss|shoutbox"
        + "|sidebar|skyscraper|social|share|sponsor|supplemental|ad-break|agegate|pagination|pager|popup|newsletter|promo|mw-editsection|navbox|toc\\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Unlikely { get; }

    [GeneratedRegex("and|article|body|column|content|main|shadow|text|post|entry", RegexOptions.IgnoreCase)]
    private static partial Regex Likely { get; }
}
