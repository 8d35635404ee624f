using System.Numerics.Tensors;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>How alike two dense vectors are: as a rank, of which more is better, and as the score that Pinecone answers.</summary>
internal static class Similarity
{
    public static double Rank(Metric metric, StoredVector record, float[] query, float queryNorm) => metric switch
    {
        Metric.DotProduct => TensorPrimitives.Dot(record.Dense!, query),
        Metric.Cosine => record.Norm * queryNorm is var norms and > 0 ? TensorPrimitives.Dot(record.Dense!, query) / norms : 0,
        Metric.Euclidean => -SquaredDistance(record.Dense!, query),
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };

    /// <remarks>JSON has no infinity: a product too large for a float is the largest float.</remarks>
    public static float Score(Metric metric, double rank) =>
        double.IsNaN(rank) ? 0 : (float)Math.Clamp(metric == Metric.Euclidean ? -rank : rank, float.MinValue, float.MaxValue);

    private static double SquaredDistance(float[] a, float[] b)
    {
        var distance = (double)TensorPrimitives.Distance(a, b);
        return distance * distance;
    }
}
