using AngleSharp.Dom;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Html;

/// <summary>Refuses pages whose elements nest beyond reason, once before parsing and once after.</summary>
/// <remarks>
/// The parser's time grows with the square of the depth (250 KB of nested divs take 40 seconds) and code that walks its tree recurses. So the tags are
/// counted first, roughly and in one pass; the tree is then measured exactly, without recursion.
/// </remarks>
internal static class HtmlNesting
{
    // Authors forget end tags, which are not nesting once parsed; thousands are not forgotten.
    private const int Tolerance = 5;

    public static void RefuseUnclosed(ReadOnlySpan<char> html, int limit)
    {
        var open = 0;
        for (var at = html.IndexOf('<'); at >= 0 && at + 1 < html.Length; at = Next(html, at + 1))
        {
            var isEnd = html[at + 1] == '/';
            var name = NameAt(html[(at + (isEnd ? 2 : 1))..]);
            if (name.IsEmpty || EndsByItself(name))
                continue;

            if (!isEnd && IsRawText(name))
                at = EndOfRawText(html, at, name);
            else
                open = isEnd ? Math.Max(0, open - 1) : open + 1;
            if (open > limit * Tolerance)
                throw ExtractionRefusedException.NestedTooDeep(limit);
        }
    }

    public static void RefuseDeep(INode root, int limit)
    {
        var open = new Stack<(INode Node, int Depth)>([(root, 0)]);
        while (open.TryPop(out var next))
        {
            if (next.Depth > limit)
                throw ExtractionRefusedException.NestedTooDeep(limit);

            // Not by NextSibling: it searches its parent for itself.
            foreach (var child in next.Node.ChildNodes)
                open.Push((child, next.Depth + 1));
        }
    }

    private static int Next(ReadOnlySpan<char> html, int from)
    {
        var next = from < html.Length ? html[from..].IndexOf('<') : -1;
        return next < 0 ? -1 : from + next;
    }

    private static ReadOnlySpan<char> NameAt(ReadOnlySpan<char> tag)
    {
        var length = 0;
        while (length < tag.Length && char.IsAsciiLetterOrDigit(tag[length]))
            length++;
        return tag[..length];
    }

    private static int EndOfRawText(ReadOnlySpan<char> html, int start, ReadOnlySpan<char> name)
    {
        for (var at = Next(html, start + 1); at >= 0; at = Next(html, at + 1))
            if (at + 2 < html.Length && html[at + 1] == '/' && NameAt(html[(at + 2)..]).Equals(name, StringComparison.OrdinalIgnoreCase))
                return at;
        return html.Length - 1;
    }

    private static bool IsRawText(ReadOnlySpan<char> name) => IsOneOf(name, ["script", "style", "textarea", "title", "noscript"]);

    private static bool EndsByItself(ReadOnlySpan<char> name) => IsOneOf(name,
    [
        "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "rt", "rp", "html", "head", "body",
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "path",
    ]);

    private static bool IsOneOf(ReadOnlySpan<char> name, ReadOnlySpan<string> names)
    {
        foreach (var candidate in names)
            if (name.Equals(candidate, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
