using System.Net;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;
using static TwinPlatform.Vectors.Tests.Hosting.IndexClient;

namespace TwinPlatform.Vectors.Tests.Storage;

[Collection(StoreCollection.Name)]
public sealed class MemoryBudgetTests(StoreFixture fixture)
{
    [InfrastructureFact]
    public async Task Namespaces_that_do_not_fit_together_take_turns_and_answer_all_the_same()
    {
        await using var store = await VectorStoreProcess.StartAsync(fixture.ConnectionString, ("Vectors__MemoryBudgetMb", "16"));
        IndexClient[] indexes = [new(store), new(store), new(store), new(store)];
        foreach (var index in indexes)
        {
            await FillAsync(index, requests: 6);
        }

        for (var round = 0; round < 2; round++)
        {
            foreach (var index in indexes)
            {
                Assert.Equal([("1-0", 2f)], await index.QueryAsync(new { topK = 1, sparseVector = Entries((1, 1)) }));
            }
        }

        Array.ForEach(indexes, index => index.Dispose());
    }

    [InfrastructureFact]
    public async Task A_namespace_larger_than_the_budget_is_refused_and_the_others_go_on()
    {
        await using var store = await VectorStoreProcess.StartAsync(fixture.ConnectionString, ("Vectors__MemoryBudgetMb", "16"));
        using var small = new IndexClient(store);
        using var large = new IndexClient(store);
        await small.UpsertAsync(Sparse("a", (1, 1)));
        await FillAsync(large, requests: 30);

        (await large.PostAsync("query", new { topK = 1, sparseVector = Entries((1, 1)) })).ShouldRefuse(HttpStatusCode.TooManyRequests, 8, "MemoryBudgetMb");
        Assert.Equal(["a"], await small.IdsOfAsync(new { topK = 1, sparseVector = Entries((1, 1)) }));

        await large.PostAsync("vectors/delete", new { deleteAll = true });
        Assert.Empty(await large.IdsOfAsync(new { topK = 1, sparseVector = Entries((1, 1)) }));
    }

    [InfrastructureFact]
    public async Task A_write_that_would_make_a_namespace_too_large_changes_nothing()
    {
        await using var store = await VectorStoreProcess.StartAsync(fixture.ConnectionString, ("Vectors__MemoryBudgetMb", "16"));
        using var index = new IndexClient(store);
        var requests = 0;
        Answer answer;
        do
        {
            answer = await index.PostAsync("vectors/upsert", new { vectors = Batch(requests) });
            requests += answer.Status == HttpStatusCode.OK ? 1 : 0;
            await index.QueryAsync(new { topK = 1, sparseVector = Entries((1, 1)) });
        }
        while (answer.Status == HttpStatusCode.OK && requests < 40);

        answer.ShouldRefuse(HttpStatusCode.TooManyRequests, 8, "MemoryBudgetMb");
        Assert.Equal(requests * 40L, (await index.GetAsync($"namespaces/{index.Namespace}")).Json.GetProperty("record_count").GetInt64());
        Assert.Equal([("1-0", 2f)], await index.QueryAsync(new { topK = 1, sparseVector = Entries((1, 1)) }));
    }

    private static async Task FillAsync(IndexClient index, int requests)
    {
        for (var request = 0; request < requests; request++)
        {
            await index.UpsertAsync(Batch(request));
        }
    }

    /// <summary>About a megabyte of memory: 40 records of 800 dimensions that nothing else has.</summary>
    private static object[] Batch(int request) =>
    [
        .. Enumerable.Range(0, 40).Select(i => Sparse(
            $"{request}-{i}",
            [(1, request == 1 && i == 0 ? 2 : 1), .. Enumerable.Range(0, 800).Select(n => ((uint)((request * 40_000) + (i * 1000) + n + 2), 1f))])),
    ];
}
