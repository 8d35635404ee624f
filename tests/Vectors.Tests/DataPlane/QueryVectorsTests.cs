using System.Net;
using System.Text.Json;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;
using static TwinPlatform.Vectors.Tests.Hosting.IndexClient;

namespace TwinPlatform.Vectors.Tests.DataPlane;

[Collection(StoreCollection.Name)]
public sealed class QueryVectorsTests(StoreFixture fixture) : IDisposable
{
    private readonly IndexClient _index = new(fixture.Store);

    [InfrastructureFact]
    public async Task Best_first_and_ties_by_id()
    {
        await _index.UpsertAsync(Sparse("c", (1, 1)), Sparse("a", (1, 1)), Sparse("b", (1, 1)), Sparse("z", (1, 1), (uint.MaxValue, 1)));

        Assert.Equal(["z", "a", "b"], await _index.IdsOfAsync(new { topK = 3, sparseVector = Entries((1, 1), (uint.MaxValue, 1)) }));
    }

    [InfrastructureFact]
    public async Task A_record_that_shares_no_dimension_is_no_match()
    {
        await _index.UpsertAsync(Sparse("a", (1, 1)), Sparse("b", (2, 1)));

        Assert.Equal(["a"], await _index.IdsOfAsync(new { topK = 10, sparseVector = Entries((1, 1), (3, 1)) }));
    }

    [InfrastructureFact]
    public async Task The_filter_comes_before_the_ranking()
    {
        await _index.UpsertAsync([.. Enumerable.Range(0, 50).Select(i => Sparse($"loud-{i}", new { source = "other" }, (1, 100)))]);
        await _index.UpsertAsync(Sparse("quiet", new { source = "mine" }, (1, 1)));

        Assert.Equal(["quiet"], await _index.IdsOfAsync(new { topK = 1, sparseVector = Entries((1, 1)), filter = new { source = "mine" } }));
    }

    [InfrastructureFact]
    public async Task Values_and_metadata_come_when_they_are_asked_for()
    {
        await _index.UpsertAsync(Sparse("a", new { n = 1.5, tags = new[] { "x", "nul\0" } }, (7, 0.1f)));

        var bare = (await _index.PostAsync("query", new { topK = 1, sparseVector = Entries((7, 1)) })).Json.GetProperty("matches")[0];
        var full = (await _index.PostAsync("query", new { topK = 1, sparseVector = Entries((7, 1)), includeValues = true, includeMetadata = true })).Json.GetProperty("matches")[0];

        Assert.False(bare.TryGetProperty("metadata", out _));
        Assert.False(bare.TryGetProperty("sparseValues", out _));
        Assert.Equal(0.1f, full.GetProperty("sparseValues").GetProperty("values")[0].GetSingle());
        Assert.Equal(1.5, full.GetProperty("metadata").GetProperty("n").GetDouble());
        Assert.Equal("nul\0", full.GetProperty("metadata").GetProperty("tags")[1].GetString());
    }

    [InfrastructureFact]
    public async Task A_record_can_be_the_question()
    {
        await _index.UpsertAsync(Sparse("a", (1, 1), (2, 1)), Sparse("b", (2, 1)), Sparse("c", (3, 1)));

        Assert.Equal(["a", "b"], await _index.IdsOfAsync(new { topK = 10, id = "a" }));
        Assert.Empty(await _index.IdsOfAsync(new { topK = 10, id = "nobody" }));
    }

    [InfrastructureTheory]
    [InlineData("cosine", "same", "near", "far", 1f)]
    [InlineData("euclidean", "same", "near", "far", 0f)]
    [InlineData("hybrid", "far", "same", "near", 6f)]
    public async Task Dense_vectors_are_compared_by_the_metric_of_their_index(string metric, string first, string second, string third, float best)
    {
        using var dense = new IndexClient(fixture.Store, metric);
        await dense.UpsertAsync(
            new { id = "same", values = new[] { 1f, 2, 0 } },
            new { id = "near", values = new[] { 1f, 1.5f, 0 } },
            new { id = "far", values = new[] { 0f, 3, 9 } });

        var matches = await dense.QueryAsync(new { topK = 10, vector = new[] { 1f, 2, 0 } });

        Assert.Equal([first, second, third], matches.Select(match => match.Id));
        Assert.Equal(best, matches[0].Score, 1e-5f);
    }

    [InfrastructureFact]
    public async Task A_dense_index_adds_the_dot_product_of_the_sparse_values()
    {
        using var hybrid = new IndexClient(fixture.Store, "hybrid");
        await hybrid.UpsertAsync(
            new { id = "meaning", values = new[] { 2f, 0, 0 }, sparseValues = Entries((9, 1)) },
            new { id = "words", values = new[] { 1f, 0, 0 }, sparseValues = Entries((1, 5)) });

        var matches = await hybrid.QueryAsync(new { topK = 2, vector = new[] { 1f, 0, 0 }, sparseVector = Entries((1, 1)) });

        Assert.Equal([("words", 6f), ("meaning", 2f)], matches);
    }

    [InfrastructureFact]
    public async Task A_score_beyond_a_float_is_the_largest_float()
    {
        await _index.UpsertAsync(Sparse("a", (1, float.MaxValue), (2, float.MaxValue)));

        Assert.Equal([("a", float.MaxValue)], await _index.QueryAsync(new { topK = 1, sparseVector = Entries((1, float.MaxValue), (2, float.MaxValue)) }));
    }

    [InfrastructureTheory]
    [InlineData("""{"topK":0,"id":"a"}""", "topK must be between 1 and 10000, got 0")]
    [InlineData("""{"topK":10001,"id":"a"}""", "topK must be between 1 and 10000, got 10001")]
    [InlineData("""{"topK":1}""", "Must provide a vector")]
    [InlineData("""{"topK":1,"id":"a","sparseVector":{"indices":[1],"values":[1]}}""", "both")]
    [InlineData("""{"topK":1,"vector":[1,2,3]}""", "sparse index")]
    [InlineData("""{"topK":1,"sparseVector":{"indices":[],"values":[]}}""", "at least one value")]
    [InlineData("""{"topK":1,"id":"a","unknown":1}""", "$.unknown")]
    [InlineData("""{"topK":"many","id":"a"}""", "$.topK")]
    [InlineData("""{"topK":1,"id":"a","filter":{"a":{"$regex":"x"}}}""", "$regex is not a valid operator")]
    [InlineData("""{"id":"a"}""", "not valid JSON, or lacks")]
    [InlineData("""{"topK":""", "valid JSON")]
    public async Task What_cannot_be_asked_is_refused_with_a_reason(string body, string reason)
    {
        var answer = await _index.PostTextAsync("query", body);

        answer.ShouldRefuse(HttpStatusCode.BadRequest, 3, reason);
    }

    [InfrastructureFact]
    public async Task A_namespace_that_does_not_exist_has_no_matches()
    {
        var answer = await _index.PostAsync("query", new { topK = 1, id = "a" });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(JsonValueKind.Array, answer.Json.GetProperty("matches").ValueKind);
        Assert.Equal(_index.Namespace, answer.Json.GetProperty("namespace").GetString());
    }

    public void Dispose() => _index.Dispose();
}
