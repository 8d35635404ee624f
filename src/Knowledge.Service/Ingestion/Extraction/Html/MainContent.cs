using AngleSharp.Dom;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Html;

/// <summary>Finds the part of a page that it was written for.</summary>
/// <remarks>
/// A page that marks it (main, article) is believed when that part holds enough text. Otherwise the paragraphs vote, as in mozilla/readability: each gives its
/// parent points for length and commas, the grandparent half of them, links cost, and neighbours of the winner that did well come along.
/// </remarks>
internal static class MainContent
{
    /// <summary>Characters outside links below which a part of a page is not believed to be all of its content.</summary>
    public const int EnoughText = 200;

    private const int ShortestParagraph = 25;
    private const double ShareOfBody = 0.4;
    private const double NeighbourShare = 0.2;

    public static IReadOnlyList<IElement> Of(IDocument page, IElement body, Func<IElement, bool> isSkipped)
    {
        var weight = new TextWeight(isSkipped);
        var inBody = weight.Of(body).Plain;
        if (Marked(page, weight) is { } marked && (weight.Of(marked).Plain >= EnoughText * 2 || weight.Of(marked).Plain >= inBody * ShareOfBody))
            return [marked];

        return inBody > EnoughText ? Voted(body, weight, isSkipped) : [body];
    }

    private static IElement? Marked(IDocument page, TextWeight weight)
    {
        var mains = page.QuerySelectorAll("main, [role=main]");
        var main = mains.Length > 0 ? mains.MaxBy(element => weight.Of(element).Plain) : null;
        var articles = page.QuerySelectorAll("article, [itemprop=articleBody]");
        if (articles.Length == 0)
            return main;

        // One long article among teasers is the content; many of a size are a list, which is the content of its main.
        var longest = articles.MaxBy(element => weight.Of(element).Plain)!;
        return weight.Of(longest).Plain >= articles.Where(article => !article.Contains(longest)).Sum(element => weight.Of(element).Plain) * 0.5 || main is null
            ? longest
            : main;
    }

    private static List<IElement> Voted(IElement body, TextWeight weight, Func<IElement, bool> isSkipped)
    {
        var points = new Dictionary<IElement, double>();
        foreach (var element in Visible(body, isSkipped))
        {
            var own = element.LocalName is "p" or "pre" or "blockquote" or "td" or "li" or "dd" ? weight.Of(element).All : OwnTextLength(element);
            if (own < ShortestParagraph)
                continue;

            var vote = 1 + Math.Min(own / 100.0, 3) + Math.Min(element.TextContent.AsSpan().Count(','), 10);
            var share = 1.0;
            var ancestor = element.ParentElement;
            for (var level = 1; ancestor is not null && level <= 3; level++, ancestor = ancestor.ParentElement)
            {
                points[ancestor] = points.GetValueOrDefault(ancestor) + (vote * share);
                share = level == 1 ? 0.5 : 0.33;
            }
        }

        if (points.Count == 0)
            return [body];

        var winner = points.Keys.MaxBy(Score)!;
        if (winner == body || winner.ParentElement is not { } parent)
            return [body];
        return [.. parent.Children.Where(sibling => sibling == winner || (!isSkipped(sibling) && IsContinuation(sibling)))];

        double Score(IElement element) => points[element] * (1 - weight.Of(element).LinkShare);

        bool IsContinuation(IElement sibling)
        {
            if (points.ContainsKey(sibling) && Score(sibling) >= Math.Max(10, Score(winner) * NeighbourShare))
                return true;
            var (all, plain) = weight.Of(sibling);
            return sibling.LocalName is "p" or "h1" or "h2" or "h3" && all > 0 && plain >= all * 0.75 && (all > 80 || sibling.LocalName != "p");
        }
    }

    private static IEnumerable<IElement> Visible(IElement root, Func<IElement, bool> isSkipped)
    {
        var open = new Stack<IElement>([root]);
        while (open.TryPop(out var element))
        {
            yield return element;
            foreach (var child in element.Children)
                if (!isSkipped(child))
                    open.Push(child);
        }
    }

    private static int OwnTextLength(IElement element) => element.ChildNodes.OfType<IText>().Sum(text => text.Data.AsSpan().Trim().Length);
}
