using System.Text.Json;
using TwinPlatform.Contracts;
using TwinPlatform.Knowledge.Infrastructure.Pinecone;
using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Tests.Infrastructure.Pinecone;

public sealed class UpsertBatchesTests
{
    private static readonly VectorMetadata Metadata = new(TenantId.Create(), TwinId.Create(), Guid.CreateVersion7());

    [Fact]
    public void Small_records_are_cut_at_a_thousand()
    {
        var batches = UpsertBatches.Of("ns", Records(2001, entries: 1)).Select(Ids).ToArray();

        Assert.Equal([1000, 1000, 1], batches.Select(batch => batch.Length));
        Assert.Equal(Enumerable.Range(0, 2001).Select(i => $"r{i}"), batches.SelectMany(batch => batch));
    }

    [Fact]
    public void Large_records_are_cut_before_two_megabytes_and_as_late_as_that()
    {
        var batches = UpsertBatches.Of("ns", Records(400, entries: 900)).ToArray();

        Assert.All(batches, batch => Assert.True(batch.Length <= UpsertBatches.MaxBytes));
        Assert.All(batches[..^1], batch => Assert.True(batch.Length > UpsertBatches.MaxBytes - 40_000));
        Assert.Equal(400, batches.Sum(batch => Ids(batch).Length));
    }

    [Fact]
    public void No_records_are_no_request() => Assert.Empty(UpsertBatches.Of("ns", []));

    [Fact]
    public void The_namespace_is_in_every_request()
    {
        foreach (var batch in UpsertBatches.Of("a \"name\"", Records(1500, entries: 1)))
        {
            Assert.Equal("a \"name\"", JsonElement.Parse(batch).GetProperty("namespace").GetString());
        }
    }

    private static IEnumerable<VectorRecord> Records(int count, int entries) => Enumerable.Range(0, count).Select(i => new VectorRecord($"r{i}", Metadata)
    {
        Sparse = new SparseVector([.. Enumerable.Range(1, entries).Select(n => (uint)n * 4_000_000)], [.. Enumerable.Repeat(0.1234567f, entries)]),
    });

    private static string[] Ids(byte[] batch) =>
        [.. JsonElement.Parse(batch).GetProperty("vectors").EnumerateArray().Select(vector => vector.GetProperty("id").GetString()!)];
}
