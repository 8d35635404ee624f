using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;
using static TwinPlatform.Vectors.Tests.Hosting.IndexClient;

namespace TwinPlatform.Vectors.Tests.DataPlane;

[Collection(StoreCollection.Name)]
public sealed class UpsertVectorsTests(StoreFixture fixture) : IDisposable
{
    private readonly IndexClient _index = new(fixture.Store);

    [InfrastructureFact]
    public async Task What_is_written_is_found_at_once()
    {
        var answer = await _index.UpsertAsync(Sparse("a", (1, 2)), Sparse("b", (2, 3)));

        Assert.Equal(2, answer.Json.GetProperty("upsertedCount").GetInt32());
        Assert.Equal([("a", 4f)], await _index.QueryAsync(new { topK = 10, sparseVector = Entries((1, 2)) }));
    }

    [InfrastructureFact]
    public async Task The_same_id_replaces_the_record_and_not_a_part_of_it()
    {
        await _index.UpsertAsync(Sparse("a", new { colour = "red" }, (1, 1)));
        await _index.UpsertAsync(Sparse("a", (2, 1)));

        var record = (await _index.FetchAsync("a")).GetProperty("a");
        Assert.False(record.TryGetProperty("metadata", out _));
        Assert.Empty(await _index.QueryAsync(new { topK = 10, sparseVector = Entries((1, 1)) }));
        Assert.Equal(1, (await _index.GetAsync($"namespaces/{_index.Namespace}")).Json.GetProperty("record_count").GetInt64());
    }

    [InfrastructureFact]
    public async Task Of_an_id_given_twice_the_last_counts()
    {
        await _index.UpsertAsync(Sparse("a", (1, 1)), Sparse("a", (1, 5)));

        Assert.Equal([("a", 5f)], await _index.QueryAsync(new { topK = 10, sparseVector = Entries((1, 1)) }));
    }

    [InfrastructureFact]
    public async Task A_record_that_is_refused_takes_its_request_with_it()
    {
        var answer = await _index.PostAsync("vectors/upsert", new { vectors = new[] { Sparse("good", (1, 1)), Sparse("", (1, 1)) } });

        answer.ShouldRefuse(System.Net.HttpStatusCode.BadRequest, 3, "Vector ID");
        Assert.Empty(await _index.ListAsync());
    }

    [InfrastructureFact]
    public async Task Every_write_has_a_higher_number_and_a_query_says_up_to_which_it_looked()
    {
        var first = (await _index.UpsertAsync(Sparse("a", (1, 1)))).RequestLsn;
        var second = (await _index.UpsertAsync(Sparse("b", (1, 1)))).RequestLsn;
        var seen = (await _index.PostAsync("query", new { topK = 1, sparseVector = Entries((1, 1)) })).IndexedLsn;

        Assert.True(second > first);
        Assert.True(seen >= second);
    }

    public void Dispose() => _index.Dispose();
}
