using TwinPlatform.Vectors.Local.Filters;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Search;

namespace TwinPlatform.Vectors.Tests.Search;

/// <summary>The fast ways to search dense vectors find what a plain loop finds.</summary>
public sealed class DenseSearchTests
{
    private const int Dimension = 130; // no multiple of what a kernel takes at once

    [Theory]
    [InlineData("DotProduct", 300)]
    [InlineData("Cosine", 300)]
    [InlineData("Euclidean", 300)]
    [InlineData("DotProduct", 9000)]
    [InlineData("Cosine", 9000)]
    [InlineData("Euclidean", 9000)]
    public void Few_are_scanned_and_many_by_their_codes_first_and_both_find_the_best(string metricName, int count)
    {
        var metric = Enum.Parse<Metric>(metricName);
        var random = new Random(20260101);
        var vectors = Vectors(random, count);
        var index = new SearchableNamespace(metric, Dimension);
        index.Apply(new Upserted([.. vectors.Select((vector, i) => new StoredVector($"{i:D5}", vector, null, null))]), 1);
        index.Apply(new Deleted(["00007", "00011"]), 2);

        foreach (var query in Vectors(random, 5))
        {
            var expected = vectors.Index().Where(each => each.Index is not (7 or 11))
                .Select(each => (Id: $"{each.Index:D5}", Score: Score(metric, each.Item, query)))
                .OrderByDescending(each => metric == Metric.Euclidean ? -each.Score : each.Score)
                .Take(10)
                .ToArray();

            var found = index.Search(new VectorQuery(query, null, MetadataFilter.Everything, 10));

            Assert.Equal(expected.Select(each => each.Id), found.Select(match => match.Record.Id));
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Score, pair.Second.Score, Math.Abs(pair.First.Score) * 1e-4));
        }
    }

    [Fact]
    public void Every_processor_gets_the_same_products_of_codes()
    {
        var random = new Random(7);
        var query = Codes(random, 96);
        var rows = Codes(random, 96 * 7);
        rows.AsSpan(0, 96).Fill(-127);
        query.AsSpan(0, 32).Fill(-127);
        int[] sums = [.. rows.Chunk(96).Select(row => row.Sum(code => code))];
        int[] expected = [.. rows.Chunk(96).Select(row => row.Zip(query).Sum(pair => pair.First * pair.Second))];
        var fast = new int[7];
        var portable = new int[7];

        CodeKernel.Dot(rows, query, sums, fast);
        CodeKernel.DotPortable(rows, query, portable);

        Assert.Equal(expected, fast);
        Assert.Equal(expected, portable);
    }

    [Fact]
    public void A_row_scores_the_same_alone_and_among_others()
    {
        var random = new Random(3);
        var rows = Vectors(random, 7).SelectMany(vector => vector.Concat(new float[DenseKernel.StrideOf(Dimension) - Dimension])).ToArray();
        var query = new DenseQuery(Vectors(random, 1)[0]).Values;
        var products = new float[7];

        DenseKernel.Dot(rows, query, products);

        Assert.Equal(rows.Chunk(query.Length).Select(row => DenseKernel.Dot(row, query)), products);
    }

    [Fact]
    public void Compaction_keeps_each_vector_with_its_record()
    {
        var index = new SearchableNamespace(Metric.DotProduct, 2);
        StoredVector Record(int i) => new($"{i:D4}", [i, 1], new SparseValues([(uint)i], [1000]), null);
        index.Apply(new Upserted([.. Enumerable.Range(1, 3000).Select(Record)]), 1);

        index.Apply(new Deleted([.. Enumerable.Range(1, 3000).Where(i => i % 10 != 0).Select(i => $"{i:D4}")]), 2);
        index.Apply(new Upserted([Record(5)]), 3);

        Assert.Equal(
            [("3000", 3000f), ("2990", 2990f)],
            index.Search(new VectorQuery([1, 0], null, MetadataFilter.Everything, 2)).Select(match => (match.Record.Id, match.Score)));
        Assert.Equal(
            [("3000", 3000f), ("2990", 2990f), ("2980", 2980f), ("2970", 2970f)],
            index.Search(new VectorQuery([1, 0], new SparseValues([5], [1]), MetadataFilter.Everything, 4)).Select(match => (match.Record.Id, match.Score)));
        Assert.Equal("0005", index.Search(new VectorQuery([0, 1], new SparseValues([5], [1]), MetadataFilter.Everything, 1)).Single().Record.Id);
    }

    [Fact]
    public void What_is_deleted_and_written_again_takes_no_more_memory_for_ever()
    {
        var index = new SearchableNamespace(Metric.DotProduct, Dimension);
        var vectors = Vectors(new Random(1), 2000);
        Upserted All() => new([.. vectors.Select((vector, i) => new StoredVector($"{i}", vector, new SparseValues([(uint)i, 1], [1, 1]), null))]);
        index.Apply(All(), 1);
        var once = index.Bytes;

        for (var round = 2; round < 20; round++)
        {
            index.Apply(All(), round);
        }

        Assert.InRange(index.Bytes, once / 2, once * 3);
    }

    private static float[][] Vectors(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Dimension).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray())];

    private static sbyte[] Codes(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-127, 128))];

    private static double Score(Metric metric, float[] a, float[] b)
    {
        var dot = a.Zip(b).Sum(pair => (double)pair.First * pair.Second);
        return metric switch
        {
            Metric.DotProduct => dot,
            Metric.Cosine => dot / Math.Sqrt(a.Sum(x => (double)x * x) * b.Sum(x => (double)x * x)),
            _ => a.Zip(b).Sum(pair => Math.Pow((double)pair.First - pair.Second, 2)),
        };
    }
}
