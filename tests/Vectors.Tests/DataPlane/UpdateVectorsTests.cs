using System.Net;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;
using static TwinPlatform.Vectors.Tests.Hosting.IndexClient;

namespace TwinPlatform.Vectors.Tests.DataPlane;

[Collection(StoreCollection.Name)]
public sealed class UpdateVectorsTests(StoreFixture fixture) : IDisposable
{
    private readonly IndexClient _index = new(fixture.Store);

    [InfrastructureFact]
    public async Task What_is_not_named_stays()
    {
        await _index.UpsertAsync(Sparse("a", new { keep = "k", change = 1 }, (1, 1)));

        await _index.PostAsync("vectors/update", new { id = "a", setMetadata = new { change = 2, add = true } });
        await _index.PostAsync("vectors/update", new { id = "a", sparseValues = Entries((2, 2)) });

        var record = (await _index.FetchAsync("a")).GetProperty("a");
        Assert.Equal("""{"keep":"k","change":2,"add":true}""", record.GetProperty("metadata").GetRawText());
        Assert.Equal([("a", 2f)], await _index.QueryAsync(new { topK = 1, sparseVector = Entries((1, 1), (2, 1)) }));
    }

    [InfrastructureFact]
    public async Task A_record_that_does_not_exist_is_not_made()
    {
        var answer = await _index.PostAsync("vectors/update", new { id = "nobody", sparseValues = Entries((1, 1)) });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Empty(await _index.ListAsync());
    }

    [InfrastructureFact]
    public async Task Metadata_can_be_set_by_filter_and_tried_out_before()
    {
        await _index.UpsertAsync(Sparse("a", new { s = 1 }, (1, 1)), Sparse("b", new { s = 1 }, (1, 1)), Sparse("c", new { s = 2 }, (1, 1)));

        var dry = await _index.PostAsync("vectors/update", new { filter = new { s = 1 }, setMetadata = new { s = 3 }, dryRun = true });
        var before = await _index.IdsOfAsync(new { topK = 9, sparseVector = Entries((1, 1)), filter = new { s = 3 } });
        var real = await _index.PostAsync("vectors/update", new { filter = new { s = 1 }, setMetadata = new { s = 3 } });

        Assert.Equal(2, dry.Json.GetProperty("matchedRecords").GetInt32());
        Assert.Empty(before);
        Assert.Equal(2, real.Json.GetProperty("matchedRecords").GetInt32());
        Assert.Equal(["a", "b"], await _index.IdsOfAsync(new { topK = 9, sparseVector = Entries((1, 1)), filter = new { s = 3 } }));
    }

    [InfrastructureFact]
    public async Task Merged_metadata_keeps_to_the_limit()
    {
        await _index.UpsertAsync(Sparse("a", new { one = new string('x', 30_000) }, (1, 1)));

        var answer = await _index.PostAsync("vectors/update", new { id = "a", setMetadata = new { two = new string('x', 30_000) } });

        answer.ShouldRefuse(HttpStatusCode.BadRequest, 3, "40960 bytes per vector");
        Assert.False((await _index.FetchAsync("a")).GetProperty("a").GetProperty("metadata").TryGetProperty("two", out _));
    }

    [InfrastructureTheory]
    [InlineData("""{"setMetadata":{"a":1}}""", "vector ID or a filter")]
    [InlineData("""{"id":"a"}""", "Must provide values")]
    [InlineData("""{"id":"a","filter":{"a":1},"setMetadata":{"a":1}}""", "both")]
    [InlineData("""{"filter":{"a":1}}""", "setMetadata")]
    [InlineData("""{"id":"a","setMetadata":{"a":null}}""", "for field 'a'")]
    public async Task What_cannot_be_updated_is_refused(string body, string reason) =>
        (await _index.PostTextAsync("vectors/update", body)).ShouldRefuse(HttpStatusCode.BadRequest, 3, reason);

    public void Dispose() => _index.Dispose();
}
