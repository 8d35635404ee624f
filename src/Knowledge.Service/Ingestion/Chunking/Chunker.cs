using TwinPlatform.Knowledge.Infrastructure.Text;
using TwinPlatform.Knowledge.Ingestion.Extraction;

namespace TwinPlatform.Knowledge.Ingestion.Chunking;

/// <summary>Cuts a document into passages of about 200 size along its structure.</summary>
/// <remarks>
/// A passage ends with a sentence and, if one is near, with a paragraph; it does not leave its section, but neighbouring sections too small to be
/// found on their own share one. Within a section the last sentence of a passage is also the first of the next, since an answer often needs the sentence before it.
/// </remarks>
internal static class Chunker
{
    private const double PreferredFill = 0.75;
    private const double MostFill = 1.35;

    public static IReadOnlyList<Chunk> Chunk(ExtractedDocument document) => Chunk(document, ChunkingOptions.Default);

    public static IReadOnlyList<Chunk> Chunk(ExtractedDocument document, ChunkingOptions options)
    {
        var chunks = new List<Chunk>();
        foreach (var section in Joined(SectionsOf(document, options), options))
            Cut(document.Text, section, options, chunks);
        return chunks;
    }

    private static IEnumerable<Section> SectionsOf(ExtractedDocument document, ChunkingOptions options)
    {
        var units = new List<ChunkUnit>();
        IReadOnlyList<string> path = [];
        foreach (var block in document.Blocks)
        {
            // A heading always begins a section, even below one of the same name.
            var isNew = block.Kind == BlockKind.Heading || !block.HeadingPath.SequenceEqual(path);
            if (units.Count > 0 && (isNew || block.Start - units[^1].End > options.WidestGap))
            {
                yield return new Section(path, units);
                units = [];
            }

            path = block.HeadingPath;
            units.AddRange(ChunkUnits.Of(document.Text, block, options));
        }

        if (units.Count > 0)
            yield return new Section(path, units);
    }

    private static List<Section> Joined(IEnumerable<Section> sections, ChunkingOptions options)
    {
        var joined = new List<Section>();
        foreach (var section in sections)
        {
            var last = joined.Count > 0 ? joined[^1] : null;
            if (last is null || last.GapBefore(section) > options.WidestGap)
                joined.Add(section);
            else if (last.IsOnlyHeading && section.IsWithin(last))
                joined[^1] = new Section(section.Path, [.. last.Units, .. section.Units]);
            else if (BelongTogether(last, section, options))
                joined[^1] = last.JoinedWith(section);
            else
                joined.Add(section);
        }

        return joined;
    }

    private static bool BelongTogether(Section last, Section next, ChunkingOptions options) =>
        Math.Min(last.Size, next.Size) < options.TinySectionWords && last.Size + next.Size <= options.TargetWords && next.IsRelatedTo(last);

    private static void Cut(string text, Section section, ChunkingOptions options, List<Chunk> chunks)
    {
        var units = section.Units;
        var left = section.Size;
        for (var first = 0; first < units.Count;)
        {
            var (end, size) = Fill(units, first, left, options);
            var span = new TextSpan(units[first].Start, units[end - 1].End);
            chunks.Add(new Chunk(chunks.Count, span.Start, span.End, section.Path, units[first].Page, WordCount.Of(text.AsSpan(span.Start, span.Length))));
            if (end == units.Count)
                return;

            var last = units[end - 1];
            var isRepeated = end - 1 > first && last.Kind == UnitKind.Sentence && last.Size <= options.LongestOverlapWords;
            left -= isRepeated ? size - last.Size : size;
            first = isRepeated ? end - 1 : end;
        }
    }

    private static (int End, int Size) Fill(List<ChunkUnit> units, int first, int left, ChunkingOptions options)
    {
        var (end, size) = (first + 1, units[first].Size);
        while (end < units.Count && (size + units[end].Size <= options.TargetWords || units[end - 1].Kind == UnitKind.Heading))
            size += units[end++].Size;

        var rest = left - size;
        if (end == units.Count || (rest < options.TinyRestWords && left <= options.TargetWords * MostFill))
            return (units.Count, left);

        var (paragraphEnd, paragraphSize) = (end, size);
        while (paragraphEnd > first + 1 && paragraphSize >= options.TargetWords * PreferredFill && !units[paragraphEnd - 1].EndsBlock)
            paragraphSize -= units[--paragraphEnd].Size;
        if (paragraphSize >= options.TargetWords * PreferredFill)
            (end, size) = (paragraphEnd, paragraphSize);

        while (end > first + 1 && units[end - 1].Kind == UnitKind.Heading)
            size -= units[--end].Size;
        return (end, size);
    }
}
