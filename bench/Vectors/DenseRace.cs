using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using TwinPlatform.Vectors.Local.Filters;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Search;

namespace TwinPlatform.Vectors;

/// <summary>All ways to search the same dense vectors, one after the other in each round; the best round of each counts.</summary>
internal sealed class DenseRace
{
    private const int TopK = 10;
    private const int Rounds = 7;

    private readonly int _dimension;
    private readonly float[][] _queries;
    private readonly DenseRows _rows;
    private readonly SearchableNamespace _store;
    private readonly List<IndexedRecord?> _records;
    private readonly Peers? _peers;
    private double _sink;

    public DenseRace(int count, int dimension, int queries, bool withPeers)
    {
        var vectors = Mixture.Of(count + queries, dimension);
        _dimension = dimension;
        _queries = vectors[count..];
        _rows = new DenseRows(Metric.DotProduct, dimension);
        _store = new SearchableNamespace(Metric.DotProduct, dimension);
        _records = [.. Enumerable.Range(0, count).Select(i => new IndexedRecord(Name(i), null))];
        _store.Apply(new Upserted([.. vectors.Take(count).Select((vector, i) => new StoredVector(Name(i), vector, null, null))]), 1);
        foreach (var vector in vectors.Take(count))
        {
            _rows.Add(vector);
        }

        _peers = withPeers ? new Peers(vectors[..count], _queries) : null;
    }

    public void Run(bool withHnsw)
    {
        var best = new Dictionary<string, double>();
        int[][] exact = [], store = [];
        var recalls = new Dictionary<string, double>();
        string[] peers = withHnsw ? [Peers.UsearchExact, Peers.UsearchHnsw, Peers.HnswlibHnsw] : [Peers.UsearchExact];
        for (var round = 0; round < Rounds; round++)
        {
            Keep("sum", Time(() => _sink += Array.ConvertAll(_queries, _ => Sum()).Sum()));
            Keep("exact", Time(() => exact = Array.ConvertAll(_queries, Exact)));
            Keep("store", Time(() => store = Array.ConvertAll(_queries, Store)));
            foreach (var peer in peers)
            {
                if (_peers?.Ask(peer) is not { } answer)
                    continue;

                Keep(peer, answer.Ms);
                recalls[peer] = Recall(exact, answer.Found);
            }
        }

        _peers?.Dispose();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_rows.Count:N0} x {_dimension}"));
        Report("exact scan / plain sum of the same memory", best["sum"] / best["exact"], ">= 0.85", 1);
        Report("store (codes first) / exact scan", best["exact"] / best["store"], ">= 3", Recall(exact, store));
        foreach (var peer in peers)
        {
            if (best.TryGetValue(peer, out var ms))
                Report($"store / {peer}", ms / best["store"], "> 1", recalls[peer]);
            else
                Console.WriteLine($"  store / {peer}: not installed here");
        }

        void Keep(string name, double ms) => best[name] = Math.Min(ms, best.GetValueOrDefault(name, double.MaxValue));
    }

    private double Time(Action all)
    {
        var clock = Stopwatch.StartNew();
        all();
        return clock.Elapsed.TotalMilliseconds / _queries.Length;
    }

    private float Sum()
    {
        var sum = 0f;
        foreach (var block in _rows.Blocks)
        {
            sum += TensorPrimitives.Sum(block.Values);
        }

        return sum;
    }

    private int[] Exact(float[] query)
    {
        var top = new TopSlots(TopK, _records, _ => true);
        _rows.Scan(new DenseQuery(query), (first, ranks) =>
        {
            for (var i = 0; i < ranks.Length; i++)
            {
                if (ranks[i] >= top.Threshold)
                    top.Offer(first + i, ranks[i]);
            }
        });
        return [.. top.ToList().Select(match => match.Slot)];
    }

    private int[] Store(float[] query) =>
        [.. _store.Search(new VectorQuery(query, null, MetadataFilter.Everything, TopK)).Select(match => int.Parse(match.Record.Id, CultureInfo.InvariantCulture))];

    private static double Recall(int[][] truth, int[][] found) =>
        truth.Zip(found).Sum(pair => pair.First.Intersect(pair.Second).Count()) / (double)truth.Sum(ids => ids.Length);

    private static string Name(int i) => i.ToString("D7", CultureInfo.InvariantCulture);

    private static void Report(string what, double ratio, string goal, double recall) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-45} {ratio,7:F2}  (goal {goal}; recall@{TopK} {recall:F4})"));
}
