using System.Diagnostics;
using System.Net;
using TwinPlatform.Contracts;
using TwinPlatform.Knowledge.Infrastructure.Pinecone;
using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Tests.Infrastructure.Pinecone;

public sealed class PineconeVectorIndexTests
{
    private static readonly TenantId Tenant = TenantId.Create();
    private static readonly SparseQuery Query = new(new SparseVector([1], [1]));

    [Fact]
    public async Task A_rate_limit_is_waited_for_as_long_as_Pinecone_asks()
    {
        await using var pinecone = await ScriptedPinecone.StartAsync();
        pinecone.Answer(429, "{}", ("Retry-After", "1")).Answer(200, """{"matches":[]}""");
        var clock = Stopwatch.StartNew();

        await pinecone.Index.QueryAsync("ns", Query, 5, new VectorFilter(Tenant), CancellationToken.None);

        Assert.Equal(2, pinecone.Requests.Count);
        Assert.True(clock.Elapsed > TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task Failures_and_broken_connections_are_tried_again_with_the_same_body()
    {
        await using var pinecone = await ScriptedPinecone.StartAsync();
        pinecone.Answer(503, "upstream connect error").Break().Answer(200, "{}");

        await pinecone.Index.DeleteAsync("ns", ["a", "b"], CancellationToken.None);

        Assert.Equal(3, pinecone.Requests.Count);
        Assert.Single(pinecone.Requests.Select(request => request.Body.GetRawText()).Distinct());
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again_and_its_message_comes_without_what_it_quotes()
    {
        await using var pinecone = await ScriptedPinecone.StartAsync();
        pinecone.Answer(400, """{"code":3,"message":"Metadata value must be a string, got 'my secret diary' for field \"mood\" in {\"a\":1}","details":[]}""");

        var refusal = await Assert.ThrowsAsync<PineconeException>(() => pinecone.Index.DeleteAllAsync("ns", CancellationToken.None));

        Assert.Single(pinecone.Requests);
        Assert.Equal(HttpStatusCode.BadRequest, refusal.Status);
        Assert.Equal("The vector store answered 400: Metadata value must be a string, got … for field … in …", refusal.Message);
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_is_named_as_such()
    {
        await using var pinecone = await ScriptedPinecone.StartAsync();
        pinecone.Answer(200, "<html>");

        var failure = await Assert.ThrowsAsync<PineconeException>(() => pinecone.Index.CountAsync("ns", CancellationToken.None));

        Assert.Null(failure.Status);
        Assert.Contains("Pinecone:Host", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upsert_returns_when_a_query_has_seen_the_write()
    {
        await using var pinecone = await ScriptedPinecone.StartAsync();
        pinecone.Answer(200, """{"upsertedCount":1}""", ("x-pinecone-request-lsn", "7"))
            .Answer(200, """{"matches":[]}""", ("x-pinecone-max-indexed-lsn", "6"))
            .Answer(200, """{"matches":[]}""", ("x-pinecone-max-indexed-lsn", "7"));

        await pinecone.Index.UpsertAsync("ns", [Record("a")], CancellationToken.None);

        Assert.Equal(["/vectors/upsert", "/query", "/query"], pinecone.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task Upsert_fails_when_the_write_is_not_seen_in_time()
    {
        await using var pinecone = await ScriptedPinecone.StartAsync();
        pinecone.Answer(200, """{"upsertedCount":1}""", ("x-pinecone-request-lsn", "7"));
        for (var i = 0; i < 20; i++)
        {
            pinecone.Answer(200, """{"matches":[]}""", ("x-pinecone-max-indexed-lsn", "6"));
        }

        var failure = await Assert.ThrowsAsync<PineconeException>(() => pinecone.Index.UpsertAsync("ns", [Record("a")], CancellationToken.None));

        Assert.Contains("does not find them yet", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_query_filters_on_the_tenant_and_carries_the_key()
    {
        await using var pinecone = await ScriptedPinecone.StartAsync();
        var source = Guid.CreateVersion7();
        pinecone.Answer(200, """{"matches":[]}""");

        await pinecone.Index.QueryAsync("ns", Query, 5, new VectorFilter(Tenant) { Sources = [source] }, CancellationToken.None);

        var (_, body, headers) = Assert.Single(pinecone.Requests);
        Assert.Equal($$$"""{"tenant_id":{"$eq":"{{{Tenant}}}"},"source_id":{"$in":["{{{source}}}"]}}""", body.GetProperty("filter").GetRawText());
        Assert.Equal("the-key", headers["Api-Key"]);
        Assert.False(string.IsNullOrEmpty(headers["X-Pinecone-Api-Version"]));
    }

    [Fact]
    public async Task A_query_that_can_match_nothing_is_not_sent()
    {
        await using var pinecone = await ScriptedPinecone.StartAsync();

        Assert.Empty(await pinecone.Index.QueryAsync("ns", new SparseQuery(SparseVector.Empty), 5, new VectorFilter(Tenant), CancellationToken.None));
        Assert.Empty(await pinecone.Index.QueryAsync("ns", Query, 5, new VectorFilter(Tenant) { Sources = [] }, CancellationToken.None));
        await pinecone.Index.DeleteByFilterAsync("ns", new VectorFilter(Tenant) { Sources = [] }, CancellationToken.None);

        Assert.Empty(pinecone.Requests);
    }

    private static VectorRecord Record(string id) =>
        new(id, new VectorMetadata(Tenant, TwinId.Create(), Guid.CreateVersion7())) { Sparse = new SparseVector([1], [1]) };
}
