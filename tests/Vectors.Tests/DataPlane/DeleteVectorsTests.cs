using System.Net;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;
using static TwinPlatform.Vectors.Tests.Hosting.IndexClient;

namespace TwinPlatform.Vectors.Tests.DataPlane;

[Collection(StoreCollection.Name)]
public sealed class DeleteVectorsTests(StoreFixture fixture) : IAsyncLifetime
{
    private readonly IndexClient _index = new(fixture.Store);

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is null)
            await _index.UpsertAsync(Sparse("a", new { s = 1 }, (1, 1)), Sparse("b", new { s = 2 }, (1, 1)), Sparse("c", (1, 1)));
    }

    [InfrastructureFact]
    public async Task By_id()
    {
        var answer = await _index.PostAsync("vectors/delete", new { ids = new[] { "a", "nobody" } });

        Assert.Equal("{}", answer.Json.GetRawText());
        Assert.Equal(["b", "c"], await _index.ListAsync());
        Assert.Equal(["b", "c"], await _index.IdsOfAsync(new { topK = 9, sparseVector = Entries((1, 1)) }));
    }

    [InfrastructureFact]
    public async Task By_filter()
    {
        await _index.PostAsync("vectors/delete", new { filter = new { s = new Dictionary<string, object> { ["$gte"] = 2 } } });

        Assert.Equal(["a", "c"], await _index.ListAsync());
    }

    [InfrastructureFact]
    public async Task All_of_it_and_the_namespace_with_it()
    {
        var answer = await _index.PostAsync("vectors/delete", new { deleteAll = true });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Empty(await _index.ListAsync());
        var query = await _index.PostAsync("query", new { topK = 9, sparseVector = Entries((1, 1)) });
        Assert.Equal(0, query.Json.GetProperty("matches").GetArrayLength());
        Assert.True(query.IndexedLsn >= answer.RequestLsn);
        (await _index.PostAsync("vectors/delete", new { deleteAll = true })).ShouldRefuse(HttpStatusCode.NotFound, 5, "Namespace not found");
    }

    [InfrastructureFact]
    public async Task A_namespace_by_name()
    {
        Assert.Equal(HttpStatusCode.OK, (await _index.DeleteNamespaceAsync()).Status);

        (await _index.GetAsync($"namespaces/{_index.Namespace}")).ShouldRefuse(HttpStatusCode.NotFound, 5, "Namespace not found");
        (await _index.DeleteNamespaceAsync()).ShouldRefuse(HttpStatusCode.NotFound, 5, "Namespace not found");
    }

    [InfrastructureTheory]
    [InlineData("""{}""")]
    [InlineData("""{"ids":[]}""")]
    [InlineData("""{"ids":["a"],"deleteAll":true}""")]
    [InlineData("""{"filter":{"s":1},"deleteAll":true}""")]
    public async Task An_order_that_is_not_clear_deletes_nothing(string body)
    {
        (await _index.PostTextAsync("vectors/delete", body)).ShouldRefuse(HttpStatusCode.BadRequest, 3, "exactly one");

        Assert.Equal(["a", "b", "c"], await _index.ListAsync());
    }

    [InfrastructureFact]
    public async Task Deleted_records_leave_no_trace_in_what_is_searched_afterwards()
    {
        for (var round = 0; round < 4; round++)
        {
            await _index.UpsertAsync([.. Enumerable.Range(0, 900).Select(i => Sparse($"{round}-{i}", (1, i + 1)))]);
            await _index.PostAsync("vectors/delete", new { ids = Enumerable.Range(0, 899).Select(i => $"{round}-{i}").ToArray() });
        }

        Assert.Equal(["0-899", "1-899", "2-899", "3-899", "a", "b", "c"], await _index.IdsOfAsync(new { topK = 100, sparseVector = Entries((1, 1)) }));
    }

    public Task DisposeAsync()
    {
        _index.Dispose();
        return Task.CompletedTask;
    }
}
