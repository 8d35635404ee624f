using System.Numerics.Tensors;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>Up to <see cref="MaxRows"/> dense vectors side by side, and beside them the same as codes of one byte a number.</summary>
internal sealed class DenseBlock(int stride)
{
    public const int MaxRows = 256;
    private const int MinRows = 16;
    private const float MaxCode = 127;

    private float[] _values = [];
    private sbyte[] _codes = [];
    private readonly float[] _scales = new float[MaxRows];
    private readonly int[] _sums = new int[MaxRows];
    private readonly float[] _squaredNorms = new float[MaxRows];

    public int Count { get; private set; }

    public long Bytes => (_values.Length * sizeof(float)) + _codes.Length + (MaxRows * 3 * sizeof(float));

    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count * stride);

    public ReadOnlySpan<float> SquaredNorms => _squaredNorms.AsSpan(0, Count);

    public ReadOnlySpan<float> Row(int row) => _values.AsSpan(row * stride, stride);

    public void Add(ReadOnlySpan<float> vector)
    {
        if (Count * stride == _values.Length)
        {
            var rows = Math.Clamp(Count * 4, MinRows, MaxRows);
            Array.Resize(ref _values, rows * stride);
            Array.Resize(ref _codes, rows * stride);
        }

        vector.CopyTo(_values.AsSpan(Count * stride));
        _scales[Count] = Encode(vector, _codes.AsSpan(Count * stride, stride), out _sums[Count]);
        _squaredNorms[Count] = TensorPrimitives.SumOfSquares(vector);
        Count++;
    }

    /// <summary>The dot products as far as the codes tell.</summary>
    public void ApproximateDot(ReadOnlySpan<sbyte> query, float scale, Span<float> products)
    {
        Span<int> coded = stackalloc int[Count];
        CodeKernel.Dot(_codes.AsSpan(0, Count * stride), query, _sums.AsSpan(0, Count), coded);
        TensorPrimitives.ConvertTruncating<int, float>(coded, products);
        TensorPrimitives.Multiply(products, _scales.AsSpan(0, Count), products);
        TensorPrimitives.Multiply(products, scale, products);
    }

    /// <summary>Codes a vector; its numbers are about the codes times the scale that is returned.</summary>
    public static float Encode(ReadOnlySpan<float> vector, Span<sbyte> codes, out int sum)
    {
        var scale = Math.Abs(TensorPrimitives.MaxMagnitude(vector)) / MaxCode;
        sum = 0;
        if (scale == 0)
        {
            codes.Clear();
            return 0;
        }

        for (var i = 0; i < vector.Length; i++)
        {
            codes[i] = (sbyte)Math.Clamp(MathF.Round(vector[i] / scale), -MaxCode, MaxCode);
            sum += codes[i];
        }

        return scale;
    }
}
