using System.Globalization;
using TwinPlatform.Knowledge.Infrastructure.Text;
using TwinPlatform.Knowledge.Ingestion.Extraction;

namespace TwinPlatform.Knowledge.Ingestion.Chunking;

/// <summary>Cuts blocks into units.</summary>
internal static class ChunkUnits
{
    public static IEnumerable<ChunkUnit> Of(string text, TextBlock block, ChunkingOptions options)
    {
        var units = new List<ChunkUnit>();
        foreach (var span in Spans(text, block))
            AddCut(units, text, span, block, options);

        for (var i = 0; i < units.Count; i++)
            yield return i == units.Count - 1 ? units[i] with { EndsBlock = true } : units[i];
    }

    private static IEnumerable<TextSpan> Spans(string text, TextBlock block) => block.Kind switch
    {
        BlockKind.Heading or BlockKind.TableRow => [new TextSpan(block.Start, block.End)],
        BlockKind.Code => Lines(text, block),
        _ => SentenceSplitter.Split(text, block.Start, block.End),
    };

    private static IEnumerable<TextSpan> Lines(string text, TextBlock block)
    {
        foreach (var line in TextLines.Of(text[block.Start..block.End]))
            if (!string.IsNullOrWhiteSpace(text.Substring(block.Start + line.Start, line.Length)))
                yield return new TextSpan(block.Start + line.Start, block.Start + line.End);
    }

    private static void AddCut(List<ChunkUnit> units, string text, TextSpan span, TextBlock block, ChunkingOptions options)
    {
        var size = SizeOf(text, span.Start, span.End);
        if (size <= options.TargetWords)
        {
            var kind = block.Kind switch { BlockKind.Heading => UnitKind.Heading, BlockKind.TableRow or BlockKind.Code => UnitKind.Piece, _ => UnitKind.Sentence };
            units.Add(new ChunkUnit(span.Start, span.End, size, block.Page, kind, EndsBlock: false));
            return;
        }

        // English words take six characters; at five, pieces keep below the target.
        var pieceLength = options.TargetWords * 5;
        for (var start = span.Start; start < span.End;)
        {
            var end = CutAt(text, start, Math.Min(start + pieceLength, span.End), span.End);
            units.Add(new ChunkUnit(start, end, SizeOf(text, start, end), block.Page, UnitKind.Piece, EndsBlock: false));
            start = end;
            while (start < span.End && char.IsWhiteSpace(text[start]))
                start++;
        }
    }

    private static int SizeOf(string text, int start, int end) => Math.Max(WordCount.Of(text.AsSpan(start, end - start)), (end - start) / 10);

    /// <summary>The last white space in the second half, else a place between two characters that a reader sees as two.</summary>
    private static int CutAt(string text, int start, int wished, int limit)
    {
        if (wished == limit)
            return limit;

        for (var at = wished; at > start + ((wished - start) / 2); at--)
            if (char.IsWhiteSpace(text[at]))
                return TrimmedEnd(text, start, at);

        var cut = wished;
        while (cut > start + 1 && ContinuesCharacter(text, cut))
            cut--;
        return cut > start + 1 ? cut : wished + (char.IsLowSurrogate(text[wished]) ? 1 : 0);
    }

    private static int TrimmedEnd(string text, int start, int end)
    {
        while (end > start + 1 && char.IsWhiteSpace(text[end - 1]))
            end--;
        return end;
    }

    private static bool ContinuesCharacter(string text, int at) =>
        char.IsLowSurrogate(text[at])
        || text[at] is '\u200D' or (>= '\uFE00' and <= '\uFE0F')
        || text[at - 1] == '\u200D'
        || CharUnicodeInfo.GetUnicodeCategory(text[at]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
