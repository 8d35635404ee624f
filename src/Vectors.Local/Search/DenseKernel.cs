using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>Compares one query with many rows as fast as memory delivers them.</summary>
/// <remarks>
/// Four rows share each load of the query. The loops stand in methods of their own that are not inlined: beside other work the compiler spills their
/// registers, at half the speed. A row's products are added in the same order whether it comes alone or among four, so a row always scores the same.
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
        var done = Vector512.IsHardwareAccelerated ? DotOfFours(rows, query, products) : 0;
        for (var row = done; row < products.Length; row++)
        {
            products[row] = Dot(rows.Slice(row * query.Length, query.Length), query);
        }
    }

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

    private static int DotOfFours(ReadOnlySpan<float> rows, ReadOnlySpan<float> query, Span<float> products)
    {
        var stride = (nuint)query.Length;
        ref var q = ref MemoryMarshal.GetReference(query);
        var row = 0;
        for (; row + 4 <= products.Length; row += 4)
        {
            ref var r0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), (nuint)row * stride);
            ref var r1 = ref Unsafe.Add(ref r0, stride);
            ref var r2 = ref Unsafe.Add(ref r1, stride);
            ref var r3 = ref Unsafe.Add(ref r2, stride);
            Vector512<float> even0 = default, even1 = default, even2 = default, even3 = default;
            Vector512<float> odd0 = default, odd1 = default, odd2 = default, odd3 = default;
            for (nuint i = 0; i < stride; i += Padding)
            {
                var evenQuery = Vector512.LoadUnsafe(ref q, i);
                var oddQuery = Vector512.LoadUnsafe(ref q, i + 16);
                even0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref r0, i), evenQuery, even0);
                odd0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref r0, i + 16), oddQuery, odd0);
                even1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref r1, i), evenQuery, even1);
                odd1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref r1, i + 16), oddQuery, odd1);
                even2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref r2, i), evenQuery, even2);
                odd2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref r2, i + 16), oddQuery, odd2);
                even3 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref r3, i), evenQuery, even3);
                odd3 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref r3, i + 16), oddQuery, odd3);
            }

            products[row] = Vector512.Sum(even0 + odd0);
            products[row + 1] = Vector512.Sum(even1 + odd1);
            products[row + 2] = Vector512.Sum(even2 + odd2);
            products[row + 3] = Vector512.Sum(even3 + odd3);
        }

        return row;
    }
}
