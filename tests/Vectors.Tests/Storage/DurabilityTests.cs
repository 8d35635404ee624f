using System.Collections.Concurrent;
using System.Net;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;
using static TwinPlatform.Vectors.Tests.Hosting.IndexClient;

namespace TwinPlatform.Vectors.Tests.Storage;

[Collection(StoreCollection.Name)]
public sealed class DurabilityTests(StoreFixture fixture)
{
    [InfrastructureFact]
    public async Task A_new_process_answers_exactly_what_the_old_one_did()
    {
        var name = $"restart-{Guid.CreateVersion7()}";
        var query = new { topK = 20, sparseVector = Entries((1, 0.1f), (2, 0.7f)), includeValues = true, includeMetadata = true };
        string before;
        await using (var first = await VectorStoreProcess.StartAsync(fixture.ConnectionString))
        {
            using var index = new IndexClient(first, name: name);
            await index.UpsertAsync([.. Enumerable.Range(0, 50).Select(i => Sparse($"{i}", new { i, text = "nul\0 \"q\" ü" }, (1, i * 0.3f + 0.1f), (uint.MaxValue - 1, 1e-30f)))]);
            await index.PostAsync("vectors/delete", new { ids = new[] { "7" } });
            before = (await index.PostAsync("query", query)).Json.GetRawText();
        }

        await using var second = await VectorStoreProcess.StartAsync(fixture.ConnectionString);
        using var again = new IndexClient(second, name: name);

        Assert.Equal(before, (await again.PostAsync("query", query)).Json.GetRawText());
    }

    [InfrastructureFact]
    public async Task Killed_at_any_moment_it_keeps_what_it_answered()
    {
        var name = $"kill-{Guid.CreateVersion7()}";
        var answered = new ConcurrentBag<string>();
        await using (var store = await VectorStoreProcess.StartAsync(fixture.ConnectionString))
        {
            var writers = Enumerable.Range(0, 4).Select(writer => WriteUntilItDiesAsync(store, name, writer, answered)).ToArray();
            await Eventually.TrueAsync(() => answered.Count > 400, TimeSpan.FromSeconds(60), "400 records are answered");
            await store.KillAsync();
            await Task.WhenAll(writers);
        }

        await using var restarted = await VectorStoreProcess.StartAsync(fixture.ConnectionString);
        using var index = new IndexClient(restarted, name: name);
        var listed = await index.ListAsync();
        var found = await index.IdsOfAsync(new { topK = 10_000, sparseVector = Entries((1, 1)) });

        Assert.Empty(answered.Except(listed));
        Assert.Equal(listed, found.Order(StringComparer.Ordinal));
        Assert.Equal(listed.Count, (await index.GetAsync($"namespaces/{name}")).Json.GetProperty("record_count").GetInt64());
        Assert.All(listed.CountBy(id => id[..id.LastIndexOf('-')]), request => Assert.Equal(20, request.Value));
    }

    [InfrastructureFact]
    public async Task Two_processes_over_one_database_find_each_others_writes()
    {
        await using var other = await VectorStoreProcess.StartAsync(fixture.ConnectionString);
        using var here = new IndexClient(fixture.Store);
        using var there = new IndexClient(other, name: here.Namespace);
        var query = new { topK = 10, sparseVector = Entries((1, 1)) };

        await here.UpsertAsync(Sparse("a", (1, 1)));
        Assert.Equal(["a"], await there.IdsOfAsync(query));
        await there.UpsertAsync(Sparse("b", (1, 2)));
        Assert.Equal(["b", "a"], await here.IdsOfAsync(query));
        await here.PostAsync("vectors/delete", new { deleteAll = true });
        Assert.Empty(await there.IdsOfAsync(query));
        await there.UpsertAsync(Sparse("c", (1, 1)));
        Assert.Equal(["c"], await here.IdsOfAsync(query));
    }

    private static async Task WriteUntilItDiesAsync(VectorStoreProcess store, string name, int writer, ConcurrentBag<string> answered)
    {
        using var index = new IndexClient(store, name: name);
        try
        {
            for (var request = 0; ; request++)
            {
                string[] ids = [.. Enumerable.Range(0, 20).Select(i => $"{writer}-{request}-{i}")];
                var answer = await index.PostAsync("vectors/upsert", new { vectors = ids.Select(id => Sparse(id, (1, 1))) });
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                foreach (var id in ids)
                {
                    answered.Add(id);
                }
            }
        }
        catch (HttpRequestException)
        {
            // It died in the middle of a request, which was not answered.
        }
    }
}
