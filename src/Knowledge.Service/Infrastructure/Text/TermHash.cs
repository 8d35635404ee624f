using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>The place of a term among the 2^32 dimensions of a sparse vector.</summary>
/// <remarks>
/// xxHash32 with the channel as seed: over the UTF-8 bytes of a stemmed word (seed 1) or of a five-character part of a word (seed 3), and over the
/// two little-endian word hashes of a pair (seed 2). The numbers are stored with every indexed chunk: changing anything here is a new
/// <see cref="SparseEncoder.Version"/> and a reindex. With a million distinct terms a given term shares its number with probability 1 in 4,000.
/// </remarks>
internal static class TermHash
{
    private const int WordSeed = 1;
    private const int PairSeed = 2;
    private const int GramSeed = 3;

    public static uint OfWord(ReadOnlySpan<char> stem) => OfText(stem, WordSeed);

    public static uint OfGram(ReadOnlySpan<char> gram) => OfText(gram, GramSeed);

    public static uint OfPair(uint first, uint second)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, first);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], second);
        return XxHash32.HashToUInt32(bytes, PairSeed);
    }

    private static uint OfText(ReadOnlySpan<char> text, int seed)
    {
        Span<byte> bytes = stackalloc byte[WordTokenizer.MaxWordLength * 3];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        return XxHash32.HashToUInt32(bytes[..length], seed);
    }
}
