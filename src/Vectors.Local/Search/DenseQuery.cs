using System.Numerics.Tensors;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>A dense vector to look for, padded and coded as the rows are.</summary>
internal sealed class DenseQuery
{
    public DenseQuery(ReadOnlySpan<float> vector)
    {
        Values = new float[DenseKernel.StrideOf(vector.Length)];
        vector.CopyTo(Values);
        Norm = TensorPrimitives.Norm(vector);
        Codes = new sbyte[Values.Length];
        Scale = DenseBlock.Encode(vector, Codes, out _);
    }

    public float[] Values { get; }

    public float Norm { get; }

    public sbyte[] Codes { get; }

    public float Scale { get; }
}
