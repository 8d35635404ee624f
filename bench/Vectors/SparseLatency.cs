using System.Diagnostics;
using System.Globalization;
using TwinPlatform.Vectors.Local.Filters;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Search;

namespace TwinPlatform.Vectors;

/// <summary>How long a question takes among many chunks, whose dimensions are as frequent as words, word pairs and parts of words.</summary>
internal static class SparseLatency
{
    private const int Chunks = 100_000;
    private const int Questions = 300;

    // Of each channel: the size of its vocabulary, how many entries a chunk has, how many a question has.
    private static readonly (int Vocabulary, int PerChunk, int PerQuestion)[] Channels = [(60_000, 90, 8), (3_000_000, 110, 7), (400_000, 250, 40)];

    public static void Run()
    {
        var random = new Random(20260101);
        var store = new SearchableNamespace(Metric.DotProduct, dimension: null);
        for (var first = 0; first < Chunks; first += 1000)
        {
            store.Apply(new Upserted([.. Enumerable.Range(first, 1000).Select(i => new StoredVector(i.ToString("D7", null), null, Vector(random, channel => channel.PerChunk), null))]), 1);
        }

        var questions = Enumerable.Range(0, Questions).Select(_ => Vector(random, channel => channel.PerQuestion)).ToArray();
        Ask(store, questions); // warms up
        var before = Environment.CpuUsage.TotalTime;
        var times = Ask(store, questions);
        var processor = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Questions;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Chunks:N0} chunks, sparse, top 50: p50 {times[Questions / 2]:F2} ms (goal < 3), p95 {times[Questions * 95 / 100]:F2} ms, of which the processor worked {processor:F2} ms on average; about {store.Bytes >> 20} MB of memory"));
    }

    /// <returns>Milliseconds, the fastest first.</returns>
    private static double[] Ask(SearchableNamespace store, SparseValues[] questions) =>
    [
        .. questions.Select(question =>
        {
            var clock = Stopwatch.StartNew();
            store.Search(new VectorQuery(null, question, MetadataFilter.Everything, 50));
            return clock.Elapsed.TotalMilliseconds;
        }).Order(),
    ];

    private static SparseValues Vector(Random random, Func<(int Vocabulary, int PerChunk, int PerQuestion), int> count)
    {
        var indices = new HashSet<uint>();
        var before = 0u;
        for (var i = 0; i < Channels.Length; i++)
        {
            while (indices.Count < before + count(Channels[i]))
            {
                indices.Add(((uint)i << 28) + Zipf(random, Channels[i].Vocabulary));
            }

            before = (uint)indices.Count;
        }

        return new SparseValues([.. indices], [.. indices.Select(_ => 0.1f + random.NextSingle())]);
    }

    /// <summary>The n-th of the words that are left without the commonest is met about 1/n as often as the first.</summary>
    private static uint Zipf(Random random, int vocabulary)
    {
        const double commonest = 30;
        return (uint)((commonest * Math.Pow((vocabulary + commonest) / commonest, random.NextDouble())) - commonest);
    }
}
