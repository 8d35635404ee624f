using System.Numerics.Tensors;
using TwinPlatform.Vectors.Local.Indexes;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>
/// The dense vectors of a namespace, slot by slot, in blocks: a scan reads nothing else, and growing moves nothing. How alike a row and a query are is a
/// rank, of which more is better whatever the metric.
/// </summary>
internal sealed class DenseRows(Metric metric, int dimension)
{
    // Below this the codes save less than sorting out the candidates costs, and few dimensions are coded too coarsely.
    private const int MinNumbersToScanCodes = 1 << 20;
    private const int MinDimensionToScanCodes = 64;

    private readonly int _stride = DenseKernel.StrideOf(dimension);
    private readonly List<DenseBlock> _blocks = [];

    public IReadOnlyList<DenseBlock> Blocks => _blocks;

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    public static long BytesOf(int dimension) => DenseKernel.StrideOf(dimension) * (sizeof(float) + sizeof(sbyte));

    public bool HasUsefulCodes => dimension >= MinDimensionToScanCodes && (long)Count * dimension >= MinNumbersToScanCodes;

    public void Add(ReadOnlySpan<float> vector)
    {
        if (Count % DenseBlock.MaxRows == 0)
            _blocks.Add(new DenseBlock(_stride));

        var block = _blocks[^1];
        var before = Count % DenseBlock.MaxRows == 0 ? 0 : block.Bytes;
        block.Add(vector);
        Bytes += block.Bytes - before;
        Count++;
    }

    public ReadOnlySpan<float> this[int slot] => _blocks[slot / DenseBlock.MaxRows].Row(slot % DenseBlock.MaxRows)[..dimension];

    /// <summary>Ranks every row by its own numbers, block by block.</summary>
    public void Scan(DenseQuery query, Action<int, ReadOnlySpan<float>> ranked)
    {
        var ranks = new float[DenseBlock.MaxRows];
        for (var i = 0; i < _blocks.Count; i++)
        {
            var block = _blocks[i];
            var ofBlock = ranks.AsSpan(0, block.Count);
            if (metric == Metric.Euclidean)
            {
                DenseKernel.SquaredDistance(block.Values, query.Values, ofBlock);
                TensorPrimitives.Negate(ofBlock, ofBlock);
            }
            else
            {
                DenseKernel.Dot(block.Values, query.Values, ofBlock);
                DivideByNorms(block, query, ofBlock);
            }

            ranked(i * DenseBlock.MaxRows, ofBlock);
        }
    }

    /// <summary>Ranks every row by its codes, block by block: about as <see cref="Scan"/> does, from a quarter of the memory.</summary>
    public void ScanCodes(DenseQuery query, Action<int, ReadOnlySpan<float>> ranked)
    {
        var ranks = new float[DenseBlock.MaxRows];
        for (var i = 0; i < _blocks.Count; i++)
        {
            var block = _blocks[i];
            var ofBlock = ranks.AsSpan(0, block.Count);
            block.ApproximateDot(query.Codes, query.Scale, ofBlock);
            if (metric == Metric.Euclidean)
            {
                // |q - r|² = |q|² - 2qr + |r|², and |q|² is the same for all.
                TensorPrimitives.Multiply(ofBlock, 2, ofBlock);
                TensorPrimitives.Subtract(ofBlock, block.SquaredNorms, ofBlock);
            }
            else
            {
                DivideByNorms(block, query, ofBlock);
            }

            ranked(i * DenseBlock.MaxRows, ofBlock);
        }
    }

    /// <summary>Ranks one row by its own numbers.</summary>
    /// <remarks>What is too large for a float is computed again in double precision, where it fits.</remarks>
    public double Rank(DenseQuery query, int slot)
    {
        var block = _blocks[slot / DenseBlock.MaxRows];
        var row = slot % DenseBlock.MaxRows;
        var values = block.Row(row);
        if (metric == Metric.Euclidean)
            return DenseKernel.SquaredDistance(values, query.Values) is var square && float.IsFinite(square) ? -square : -WideSquaredDistance(values, query.Values);

        var product = DenseKernel.Dot(values, query.Values);
        if (metric != Metric.Cosine)
            return float.IsFinite(product) ? product : WideDot(values, query.Values);

        var norms = MathF.Sqrt(block.SquaredNorms[row]) * query.Norm;
        return product / norms is var cosine && float.IsFinite(cosine) ? cosine : 0;
    }

    private void DivideByNorms(DenseBlock block, DenseQuery query, Span<float> products)
    {
        if (metric != Metric.Cosine)
            return;

        Span<float> norms = stackalloc float[DenseBlock.MaxRows];
        norms = norms[..block.Count];
        TensorPrimitives.Sqrt(block.SquaredNorms, norms);
        TensorPrimitives.Multiply(norms, query.Norm, norms);
        TensorPrimitives.Divide(products, norms, products);
    }

    private static double WideDot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }

    private static double WideSquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = (double)a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }
}
