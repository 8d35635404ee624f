using System.Net;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;
using static TwinPlatform.Vectors.Tests.Hosting.IndexClient;

namespace TwinPlatform.Vectors.Tests.DataPlane;

[Collection(StoreCollection.Name)]
public sealed class FetchAndListTests(StoreFixture fixture) : IDisposable
{
    private readonly IndexClient _index = new(fixture.Store);

    [InfrastructureFact]
    public async Task Fetch_answers_the_records_that_exist_as_they_were_written()
    {
        await _index.UpsertAsync(Sparse("a", new { k = "v" }, (5, 0.25f), (1, -3)), Sparse("b", (1, 1)));

        var vectors = await _index.FetchAsync("a", "nobody");

        Assert.Single(vectors.EnumerateObject());
        var sparse = vectors.GetProperty("a").GetProperty("sparseValues");
        Assert.Equal([5u, 1u], sparse.GetProperty("indices").EnumerateArray().Select(index => index.GetUInt32()));
        Assert.Equal([0.25f, -3f], sparse.GetProperty("values").EnumerateArray().Select(value => value.GetSingle()));
        Assert.Equal("v", vectors.GetProperty("a").GetProperty("metadata").GetProperty("k").GetString());
    }

    [InfrastructureFact]
    public async Task List_goes_through_all_ids_in_the_order_of_their_bytes()
    {
        string[] ids = ["b", "a-10", "a-2", "B", "a", "~", "a-1", "_", "a%", "a.b"];
        await _index.UpsertAsync([.. ids.Select(id => Sparse(id, (1, 1)))]);

        Assert.Equal(ids.Order(StringComparer.Ordinal), await _index.ListAsync(limit: 3));
    }

    [InfrastructureFact]
    public async Task List_with_a_prefix_finds_all_that_begin_with_it_and_nothing_else()
    {
        await _index.UpsertAsync(Sparse("doc-1", (1, 1)), Sparse("doc-2", (1, 1)), Sparse("doc-~", (1, 1)), Sparse("dod", (1, 1)), Sparse("do", (1, 1)));

        Assert.Equal(["doc-1", "doc-2", "doc-~"], await _index.ListAsync("doc-", limit: 1));
    }

    [InfrastructureTheory]
    [InlineData("vectors/list?limit=0", "limit must be between 1 and 100")]
    [InlineData("vectors/list?limit=101", "limit must be between 1 and 100")]
    [InlineData("vectors/list?paginationToken=%21", "Invalid pagination token")]
    [InlineData("vectors/fetch", "at least one")]
    public async Task What_cannot_be_listed_or_fetched_is_refused(string path, string reason) =>
        (await _index.GetAsync(path)).ShouldRefuse(HttpStatusCode.BadRequest, 3, reason);

    [InfrastructureFact]
    public async Task More_than_a_thousand_ids_are_refused()
    {
        var answer = await _index.GetAsync("vectors/fetch?" + string.Join('&', Enumerable.Range(0, 1001).Select(i => $"ids={i}")));

        answer.ShouldRefuse(HttpStatusCode.BadRequest, 3, "1000");
    }

    [InfrastructureFact]
    public async Task What_a_filter_allows_is_fetched_page_by_page_with_its_values()
    {
        await _index.UpsertAsync([.. Enumerable.Range(0, 5).Select(i => Sparse($"{i}", new { even = i % 2 == 0, i }, (7, i + 1)))]);

        var first = (await _index.PostAsync("vectors/fetch_by_metadata", new { filter = new { even = true }, limit = 2 })).Json;
        var token = first.GetProperty("pagination").GetProperty("next").GetString();
        var rest = (await _index.PostAsync("vectors/fetch_by_metadata", new { filter = new { even = true }, limit = 2, paginationToken = token })).Json;

        Assert.Equal(["0", "2"], first.GetProperty("vectors").EnumerateObject().Select(record => record.Name));
        Assert.Equal(3, first.GetProperty("vectors").GetProperty("2").GetProperty("sparseValues").GetProperty("values")[0].GetSingle());
        Assert.Equal(["4"], rest.GetProperty("vectors").EnumerateObject().Select(record => record.Name));
        Assert.False(rest.TryGetProperty("pagination", out _));
    }

    [InfrastructureTheory]
    [InlineData("""{}""", "filter")]
    [InlineData("""{"filter":{"a":{"$what":1}}}""", "$what")]
    [InlineData("""{"filter":{"a":1},"limit":0}""", "limit")]
    [InlineData("""{"filter":{"a":1},"paginationToken":"!"}""", "token")]
    public async Task What_is_no_filter_fetches_nothing(string body, string reason) =>
        (await _index.PostTextAsync("vectors/fetch_by_metadata", body)).ShouldRefuse(HttpStatusCode.BadRequest, 3, reason);

    public void Dispose() => _index.Dispose();
}
