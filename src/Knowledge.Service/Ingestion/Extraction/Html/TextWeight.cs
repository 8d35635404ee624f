using AngleSharp.Dom;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Html;

/// <summary>How much text an element holds, and how much of it is not links; computed once per element.</summary>
internal sealed class TextWeight(Func<IElement, bool> isSkipped)
{
    private readonly Dictionary<IElement, Weight> _known = [];

    public Weight Of(IElement element)
    {
        if (_known.TryGetValue(element, out var known))
            return known;

        int all = 0, plain = 0;
        foreach (var node in element.ChildNodes)
        {
            if (node is IText text)
            {
                var length = text.Data.AsSpan().Trim().Length;
                (all, plain) = (all + length, plain + length);
            }
            else if (node is IElement child && !isSkipped(child))
            {
                var weight = Of(child);
                (all, plain) = (all + weight.All, plain + (child.LocalName == "a" ? 0 : weight.Plain));
            }
        }

        return _known[element] = new Weight(all, plain);
    }

    internal readonly record struct Weight(int All, int Plain)
    {
        public double LinkShare => All == 0 ? 0 : 1 - ((double)Plain / All);
    }
}
