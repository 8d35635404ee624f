using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>Compares one query with many rows as fast as memory delivers them.</summary>
/// <remarks>
/// One row after the other, as they lie in memory: a processor fetches ahead of one stream, and four rows at a time were slower. The loops stand in methods
/// of their own that are not inlined: beside other work the compiler spills their registers, at half the speed.
/// </remarks>
internal static class DenseKernel
{
    /// <summary>Rows are padded with zeros to a multiple of so many numbers.</summary>
    public const int Padding = 32;

    public static int StrideOf(int dimension) => (dimension + Padding - 1) / Padding * Padding;

    /// <summary>The dot product of the query with each row.</summary>
    /// <param name="rows">The rows, one behind the other, each as long as the query.</param>
    /// <param name="query">Padded as the rows are.</param>
    /// <param name="products">One number for each row.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Dot(ReadOnlySpan<float> rows, ReadOnlySpan<float> query, Span<float> products)
    {
        for (var row = 0; row < products.Length; row++)
        {
            products[row] = Dot(rows.Slice(row * query.Length, query.Length), query);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot(ReadOnlySpan<float> row, ReadOnlySpan<float> query)
    {
        if (!Vector512.IsHardwareAccelerated)
            return TensorPrimitives.Dot(row, query);

        ref var r = ref MemoryMarshal.GetReference(row);
        ref var q = ref MemoryMarshal.GetReference(query);
        var even = Vector512<float>.Zero;
        var odd = Vector512<float>.Zero;
        for (nuint i = 0; i < (nuint)query.Length; i += Padding)
        {
            even = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref r, i), Vector512.LoadUnsafe(ref q, i), even);
            odd = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref r, i + 16), Vector512.LoadUnsafe(ref q, i + 16), odd);
        }

        return Vector512.Sum(even + odd);
    }

    /// <summary>The square of the distance of the query from each row.</summary>
    public static void SquaredDistance(ReadOnlySpan<float> rows, ReadOnlySpan<float> query, Span<float> squares)
    {
        for (var row = 0; row < squares.Length; row++)
        {
            squares[row] = SquaredDistance(rows.Slice(row * query.Length, query.Length), query);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float SquaredDistance(ReadOnlySpan<float> row, ReadOnlySpan<float> query)
    {
        ref var r = ref MemoryMarshal.GetReference(row);
        ref var q = ref MemoryMarshal.GetReference(query);
        var even = Vector256<float>.Zero;
        var odd = Vector256<float>.Zero;
        for (nuint i = 0; i < (nuint)query.Length; i += 16)
        {
            var first = Vector256.LoadUnsafe(ref r, i) - Vector256.LoadUnsafe(ref q, i);
            var second = Vector256.LoadUnsafe(ref r, i + 8) - Vector256.LoadUnsafe(ref q, i + 8);
            even += first * first;
            odd += second * second;
        }

        return Vector256.Sum(even + odd);
    }
}
