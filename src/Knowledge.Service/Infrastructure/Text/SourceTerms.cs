using System.Buffers.Binary;

namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>How many chunks of one source contain each term; kept beside the source, so that it leaves the statistics with it.</summary>
/// <param name="ChunkCount">Chunks of the source.</param>
/// <param name="Indices">The terms, sorted, without repetition.</param>
/// <param name="Frequencies">For each term the number of chunks that contain it.</param>
internal sealed record SourceTerms(int ChunkCount, uint[] Indices, int[] Frequencies)
{
    public static SourceTerms Of(IReadOnlyCollection<SparseVector> chunks)
    {
        var all = new uint[chunks.Sum(chunk => chunk.Count)];
        var length = 0;
        foreach (var chunk in chunks)
        {
            chunk.Indices.CopyTo(all, length);
            length += chunk.Count;
        }

        Array.Sort(all);
        var frequencies = new int[all.Length];
        Array.Fill(frequencies, 1);
        var distinct = TermStatistics.SumEqualNeighbours(all, frequencies);
        return new SourceTerms(chunks.Count, all[..distinct], frequencies[..distinct]);
    }

    /// <summary>The terms and their frequencies as two columns: four bytes little-endian for each term, one to five for its frequency.</summary>
    public (byte[] Indices, byte[] Frequencies) ToBytes()
    {
        var indices = new byte[Indices.Length * sizeof(uint)];
        for (var i = 0; i < Indices.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(indices.AsSpan(i * sizeof(uint)), Indices[i]);

        var frequencies = new MemoryStream(Frequencies.Length + 16);
        using (var writer = new BinaryWriter(frequencies))
            foreach (var frequency in Frequencies)
                writer.Write7BitEncodedInt(frequency);
        return (indices, frequencies.ToArray());
    }

    /// <exception cref="InvalidDataException">The two columns do not belong together.</exception>
    public static SourceTerms FromBytes(int chunkCount, byte[] indices, byte[] frequencies)
    {
        var terms = new uint[indices.Length / sizeof(uint)];
        for (var i = 0; i < terms.Length; i++)
            terms[i] = BinaryPrimitives.ReadUInt32LittleEndian(indices.AsSpan(i * sizeof(uint)));

        var counts = new int[terms.Length];
        using var reader = new BinaryReader(new MemoryStream(frequencies));
        try
        {
            for (var i = 0; i < counts.Length; i++)
                counts[i] = reader.Read7BitEncodedInt();
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"The statistics of a source name {terms.Length} terms but count fewer.");
        }

        return new SourceTerms(chunkCount, terms, counts);
    }
}
