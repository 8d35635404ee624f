using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TwinPlatform.Vectors.Local.Filters;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Search;

namespace TwinPlatform.Vectors.Tests.Search;

/// <summary>Whatever was written, replaced and deleted in whatever order, the index finds what a search of every record would find.</summary>
public sealed class SearchableNamespaceTests
{
    private const int Dimensions = 6;
    private static readonly Config Repeatable = Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20260101UL, 7UL);

    // Small whole numbers: their sums are exact, so ties are real ties.
    private static readonly Gen<SparseValues> Vectors =
        from present in Gen.ArrayOf(Gen.Elements(true, false), Dimensions)
        from values in Gen.ArrayOf(Gen.Choose(-2, 3).Where(value => value != 0), Dimensions)
        select new SparseValues(
            [.. Enumerable.Range(0, Dimensions).Where(i => present[i]).Select(i => (uint)i)],
            [.. Enumerable.Range(0, Dimensions).Where(i => present[i]).Select(i => (float)values[i])]);

    private static readonly Gen<StoredVector> Records =
        from id in Gen.Choose(0, 30)
        from sparse in Vectors
        from source in Gen.Choose(0, 2)
        select new StoredVector($"r{id}", null, sparse, JsonSerializer.SerializeToElement(new { source }));

    private static readonly Gen<Change> Changes = Gen.Frequency(
        (3, Gen.Select(Gen.NonEmptyListOf(Records), records => (Change)new Upserted([.. records.DistinctBy(record => record.Id)]))),
        (1, Gen.Select(Gen.ListOf(Gen.Choose(0, 30)), ids => (Change)new Deleted([.. ids.Select(id => $"r{id}")]))));

    [Fact]
    public void Sparse_search_equals_a_search_of_every_record() =>
        Prop.ForAll(
            Arb.From(Gen.ListOf(Changes)),
            Arb.From(Vectors),
            Arb.From(from topK in Gen.Choose(1, 12) from source in Gen.Choose(0, 3) select (topK, source)),
            (changes, query, asked) =>
            {
                var filter = FilterParser.Parse(JsonSerializer.SerializeToElement(new { source = asked.source }), out _);
                var index = new SearchableNamespace(Metric.DotProduct, dimension: null);
                var records = new Dictionary<string, StoredVector>();
                foreach (var change in changes)
                {
                    index.Apply(change, 1);
                    Apply(change, records);
                }

                var found = index.Search(new VectorQuery(null, query, filter, asked.topK));

                Assert.Equal(BruteForce(records.Values, query, filter, asked.topK), found.Select(match => (match.Record.Id, match.Score)));
            }).Check(Repeatable);

    [Fact]
    public void Compaction_changes_nothing_that_is_found()
    {
        var index = new SearchableNamespace(Metric.DotProduct, dimension: null);
        StoredVector Record(int i) => new($"{i:D4}", null, new SparseValues([1, (uint)(i + 2)], [i, 1]), null);
        index.Apply(new Upserted([.. Enumerable.Range(1, 3000).Select(Record)]), 1);

        index.Apply(new Deleted([.. Enumerable.Range(1, 2990).Select(i => $"{i:D4}")]), 2);
        index.Apply(new Upserted([Record(5)]), 3);

        var found = index.Search(new VectorQuery(null, new SparseValues([1, 7], [1, 100]), MetadataFilter.Everything, 3));
        Assert.Equal([("3000", 3000f), ("2999", 2999f), ("2998", 2998f)], found.Select(match => (match.Record.Id, match.Score)));
        Assert.Equal(11, index.Matching(MetadataFilter.Everything).Count);
        Assert.Equal(["0005"], index.Search(new VectorQuery(null, new SparseValues([7], [1]), MetadataFilter.Everything, 3)).Select(match => match.Record.Id));
    }

    private static void Apply(Change change, Dictionary<string, StoredVector> records)
    {
        if (change is Upserted upserted)
        {
            foreach (var record in upserted.Records)
            {
                records[record.Id] = record;
            }
        }
        else if (change is Deleted deleted)
        {
            foreach (var id in deleted.Ids)
            {
                records.Remove(id);
            }
        }
    }

    private static IEnumerable<(string Id, float Score)> BruteForce(IEnumerable<StoredVector> records, SparseValues query, MetadataFilter filter, int topK) =>
        records
            .Where(record => filter.Allows(record.Metadata) && record.Sparse!.Indices.Intersect(query.Indices).Any())
            .Select(record => (record.Id, Score: query.Indices.Zip(query.Values)
                .Sum(entry => Array.IndexOf(record.Sparse!.Indices, entry.First) is var at and >= 0 ? entry.Second * record.Sparse.Values[at] : 0)))
            .OrderByDescending(match => match.Score)
            .ThenBy(match => match.Id, StringComparer.Ordinal)
            .Take(topK);
}
