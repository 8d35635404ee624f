namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>How rare each term is in the knowledge of a twin: the sum over its sources.</summary>
internal sealed class TermStatistics
{
    private readonly uint[] _indices;
    private readonly int[] _frequencies;

    private TermStatistics(int chunkCount, uint[] indices, int[] frequencies)
    {
        ChunkCount = chunkCount;
        _indices = indices;
        _frequencies = frequencies;
    }

    /// <summary>Statistics of nothing: every term weighs the same.</summary>
    public static TermStatistics Empty { get; } = new(0, [], []);

    public int ChunkCount { get; }

    public static TermStatistics Sum(IReadOnlyCollection<SourceTerms> sources)
    {
        var length = sources.Sum(source => source.Indices.Length);
        var indices = new uint[length];
        var frequencies = new int[length];
        var at = 0;
        foreach (var source in sources)
        {
            source.Indices.CopyTo(indices, at);
            source.Frequencies.CopyTo(frequencies, at);
            at += source.Indices.Length;
        }

        Array.Sort(indices, frequencies);
        var distinct = SumEqualNeighbours(indices, frequencies);
        return new TermStatistics(sources.Sum(source => source.ChunkCount), indices[..distinct], frequencies[..distinct]);
    }

    /// <summary>How many chunks contain the term.</summary>
    public int FrequencyOf(uint index)
    {
        var at = Array.BinarySearch(_indices, index);
        return at < 0 ? 0 : _frequencies[at];
    }

    /// <summary>Lucene's BM25 inverse document frequency: never negative, and 1 while there is nothing to compare with.</summary>
    public float InverseFrequencyOf(uint index)
    {
        if (ChunkCount == 0)
            return 1f;

        var frequency = Math.Min(FrequencyOf(index), ChunkCount);
        return MathF.Log(1f + ((ChunkCount - frequency + 0.5f) / (frequency + 0.5f)));
    }

    /// <summary>Folds equal neighbours of a sorted array into one entry with the sum of their frequencies; returns how many remain.</summary>
    internal static int SumEqualNeighbours(uint[] sorted, int[] frequencies)
    {
        var last = -1;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (last >= 0 && sorted[last] == sorted[i])
            {
                frequencies[last] += frequencies[i];
                continue;
            }

            last++;
            sorted[last] = sorted[i];
            frequencies[last] = frequencies[i];
        }

        return last + 1;
    }
}
