using System.Buffers;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>One score per slot, and which slots have one. The arrays are as large as the namespace, so they are borrowed.</summary>
/// <remarks>Summed in double precision: a thousand products of two floats cannot overflow it, so NaN is free to mean "no score".</remarks>
internal sealed class SparseScores : IDisposable
{
    private readonly double[] _scores;
    private readonly int[] _touched;
    private int _count;

    public SparseScores(int slots)
    {
        _scores = ArrayPool<double>.Shared.Rent(slots);
        _touched = ArrayPool<int>.Shared.Rent(slots);
        _scores.AsSpan(0, slots).Fill(double.NaN);
    }

    /// <summary>The slots that share a dimension with the query.</summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _count);

    /// <summary>Zero for a slot that shares nothing.</summary>
    public double this[int slot] => double.IsNaN(_scores[slot]) ? 0 : _scores[slot];

    public void Add(int slot, double product)
    {
        ref var score = ref _scores[slot];
        if (double.IsNaN(score))
        {
            _touched[_count++] = slot;
            score = product;
        }
        else
        {
            score += product;
        }
    }

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_scores);
        ArrayPool<int>.Shared.Return(_touched);
    }
}
