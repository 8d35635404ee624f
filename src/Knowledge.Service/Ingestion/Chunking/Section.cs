namespace TwinPlatform.Knowledge.Ingestion.Chunking;

/// <summary>Neighbouring units under the same headings; no passage crosses its end.</summary>
internal sealed record Section(IReadOnlyList<string> Path, List<ChunkUnit> Units)
{
    public int Size { get; } = Units.Sum(unit => unit.Size);

    public bool IsOnlyHeading => Units.TrueForAll(unit => unit.Kind == UnitKind.Heading);

    /// <summary>Whether it stands somewhere under the headings of the other.</summary>
    public bool IsWithin(Section other) => CommonDepth(other) == other.Path.Count;

    /// <summary>Whether the two have one parent, or one is the parent of the other.</summary>
    public bool IsRelatedTo(Section other) => CommonDepth(other) >= Math.Max(Path.Count, other.Path.Count) - 1;

    /// <summary>Characters between the two that belong to neither.</summary>
    public int GapBefore(Section next) => next.Units[0].Start - Units[^1].End;

    /// <summary>Both in one, under the headings that they share.</summary>
    public Section JoinedWith(Section next) => new([.. Path.Take(CommonDepth(next))], [.. Units, .. next.Units]);

    private int CommonDepth(Section other)
    {
        var depth = 0;
        while (depth < Path.Count && depth < other.Path.Count && Path[depth] == other.Path[depth])
            depth++;
        return depth;
    }
}
