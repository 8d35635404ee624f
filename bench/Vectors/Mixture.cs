using System.Numerics.Tensors;

namespace TwinPlatform.Vectors;

/// <summary>Vectors like a model's: of length one, in clusters, with fewer directions than numbers. Always the same ones.</summary>
internal static class Mixture
{
    private const int Directions = 64;
    private const int VectorsPerCluster = 200;
    private const float Spread = 0.5f;

    public static float[][] Of(int count, int dimension)
    {
        var random = new Random(20260101);
        var directions = Many(Directions, () => Normal(random, dimension));
        var clusters = Many(Math.Max(1, count / VectorsPerCluster), () => Normal(random, Directions));
        return Many(count, () =>
        {
            var latent = Normal(random, Directions);
            TensorPrimitives.MultiplyAdd(latent, Spread, clusters[random.Next(clusters.Length)], latent);
            var vector = new float[dimension];
            for (var i = 0; i < Directions; i++)
            {
                TensorPrimitives.MultiplyAdd(directions[i], latent[i], vector, vector);
            }

            TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
            return vector;
        });
    }

    private static T[] Many<T>(int count, Func<T> make) => [.. Enumerable.Range(0, count).Select(_ => make())];

    private static float[] Normal(Random random, int count)
    {
        var numbers = new float[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return numbers;
    }
}
