namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>The non-zero entries of a vector with 2^32 dimensions, sorted by index, values above zero: the form that Pinecone stores.</summary>
internal sealed record SparseVector(uint[] Indices, float[] Values)
{
    public static SparseVector Empty { get; } = new([], []);

    public int Count => Indices.Length;

    /// <summary>The score that the vector store computes for the two.</summary>
    public float Dot(SparseVector other)
    {
        var sum = 0f;
        for (int i = 0, j = 0; i < Indices.Length && j < other.Indices.Length;)
        {
            var order = Indices[i].CompareTo(other.Indices[j]);
            if (order == 0)
                sum += Values[i] * other.Values[j];
            if (order <= 0)
                i++;
            if (order >= 0)
                j++;
        }

        return sum;
    }
}
