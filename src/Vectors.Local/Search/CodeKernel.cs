using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>Dot products of vectors of small whole numbers, a quarter of the memory of floating-point ones. All forms answer the same.</summary>
internal static class CodeKernel
{
    /// <summary>The processor's instruction multiplies unsigned by signed: the query is shifted up by so much, and the shift taken off again.</summary>
    private const int Shift = 128;

    /// <param name="rows">Codes from -127 to 127, row behind row, each as long as the query.</param>
    /// <param name="query">The same; its length is a multiple of <see cref="DenseKernel.Padding"/>.</param>
    /// <param name="sums">The sum of each row.</param>
    /// <param name="products">One number for each row.</param>
    public static void Dot(ReadOnlySpan<sbyte> rows, ReadOnlySpan<sbyte> query, ReadOnlySpan<int> sums, Span<int> products)
    {
        if (AvxVnni.IsSupported)
            DotShifted(rows, query, sums, products);
        else
            DotPortable(rows, query, products);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void DotPortable(ReadOnlySpan<sbyte> rows, ReadOnlySpan<sbyte> query, Span<int> products)
    {
        ref var q = ref MemoryMarshal.GetReference(query);
        for (var row = 0; row < products.Length; row++)
        {
            ref var r = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), (nuint)row * (nuint)query.Length);
            var total = Vector256<int>.Zero;
            for (nuint i = 0; i < (nuint)query.Length; i += DenseKernel.Padding)
            {
                var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref r, i));
                var (lowQuery, highQuery) = Vector256.Widen(Vector256.LoadUnsafe(ref q, i));

                // Two products of 127 · 127 fit in 16 bits.
                var (lowSums, highSums) = Vector256.Widen((low * lowQuery) + (high * highQuery));
                total += lowSums + highSums;
            }

            products[row] = Vector256.Sum(total);
        }
    }

    private static void DotShifted(ReadOnlySpan<sbyte> rows, ReadOnlySpan<sbyte> query, ReadOnlySpan<int> sums, Span<int> products)
    {
        Span<byte> shifted = stackalloc byte[query.Length];
        for (var i = 0; i < query.Length; i++)
        {
            shifted[i] = (byte)(query[i] + Shift);
        }

        DotUnsigned(rows, shifted, products);
        for (var row = 0; row < products.Length; row++)
        {
            products[row] -= Shift * sums[row];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DotUnsigned(ReadOnlySpan<sbyte> rows, ReadOnlySpan<byte> query, Span<int> products)
    {
        var stride = (nuint)query.Length;
        ref var q = ref MemoryMarshal.GetReference(query);
        for (var row = 0; row < products.Length; row++)
        {
            ref var r = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), (nuint)row * stride);
            var total = Vector256<int>.Zero;
            for (nuint i = 0; i < stride; i += DenseKernel.Padding)
            {
                total = AvxVnni.MultiplyWideningAndAdd(total, Vector256.LoadUnsafe(ref q, i), Vector256.LoadUnsafe(ref r, i));
            }

            products[row] = Vector256.Sum(total);
        }
    }
}
