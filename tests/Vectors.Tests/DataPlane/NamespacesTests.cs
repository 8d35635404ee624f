using System.Net;
using System.Text.Json;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;
using static TwinPlatform.Vectors.Tests.Hosting.IndexClient;

namespace TwinPlatform.Vectors.Tests.DataPlane;

[Collection(StoreCollection.Name)]
public sealed class NamespacesTests(StoreFixture fixture)
{
    [InfrastructureFact]
    public async Task Namespaces_never_mix()
    {
        using var mine = new IndexClient(fixture.Store);
        using var yours = new IndexClient(fixture.Store);
        await mine.UpsertAsync(Sparse("same-id", new { owner = "me" }, (1, 1)), Sparse("only-mine", (1, 1)));
        await yours.UpsertAsync(Sparse("same-id", new { owner = "you" }, (1, 7)));

        Assert.Equal([("same-id", 7f)], await yours.QueryAsync(new { topK = 10, sparseVector = Entries((1, 1)) }));
        Assert.Equal(["same-id"], await yours.ListAsync());
        Assert.False((await yours.FetchAsync("only-mine")).EnumerateObject().Any());

        await yours.PostAsync("vectors/delete", new { deleteAll = true });
        Assert.Equal(["only-mine", "same-id"], await mine.ListAsync());
        Assert.Equal("me", (await mine.FetchAsync("same-id")).GetProperty("same-id").GetProperty("metadata").GetProperty("owner").GetString());
    }

    [InfrastructureFact]
    public async Task Indexes_never_mix_although_their_namespaces_have_one_name()
    {
        using var sparse = new IndexClient(fixture.Store);
        using var dense = new IndexClient(fixture.Store, "cosine", sparse.Namespace);
        await sparse.UpsertAsync(Sparse("a", (1, 1)));
        await dense.UpsertAsync(new { id = "b", values = new[] { 1f, 0, 0 } });

        Assert.Equal(["a"], await sparse.ListAsync());
        Assert.Equal(["b"], await dense.ListAsync());
        await dense.DeleteNamespaceAsync();
        Assert.Equal(["a"], await sparse.IdsOfAsync(new { topK = 9, sparseVector = Entries((1, 1)) }));
    }

    [InfrastructureFact]
    public async Task The_default_namespace_has_two_names_and_is_one()
    {
        using var empty = new IndexClient(fixture.Store, "euclidean", "");
        using var named = new IndexClient(fixture.Store, "euclidean", "__default__");
        await empty.UpsertAsync(new { id = "a", values = new[] { 1f, 0, 0 } });

        Assert.Equal(["a"], await named.ListAsync());
        Assert.Equal(1, (await named.GetAsync("namespaces/__default__")).Json.GetProperty("record_count").GetInt64());
        Assert.Equal(
            1,
            (await named.PostTextAsync("describe_index_stats", "{}")).Json.GetProperty("namespaces").GetProperty("__default__").GetProperty("vectorCount").GetInt64());
    }

    [InfrastructureFact]
    public async Task Namespaces_are_listed_page_by_page_with_their_counts()
    {
        var prefix = $"p{Guid.CreateVersion7():N}-";
        foreach (var n in Enumerable.Range(1, 3))
        {
            using var one = new IndexClient(fixture.Store, name: prefix + n);
            await one.UpsertAsync([.. Enumerable.Range(0, n).Select(i => Sparse($"{i}", (1, 1)))]);
        }

        using var index = new IndexClient(fixture.Store);
        var first = (await index.GetAsync($"namespaces?prefix={prefix}&limit=2")).Json;
        var rest = (await index.GetAsync($"namespaces?prefix={prefix}&limit=2&paginationToken={first.GetProperty("pagination").GetProperty("next").GetString()}")).Json;

        Assert.Equal(3, first.GetProperty("total_count").GetInt64());
        Assert.False(rest.TryGetProperty("pagination", out _));
        Assert.Equal(
            [(prefix + 1, 1L), (prefix + 2, 2L), (prefix + 3, 3L)],
            first.GetProperty("namespaces").EnumerateArray().Concat(rest.GetProperty("namespaces").EnumerateArray())
                .Select(each => (each.GetProperty("name").GetString()!, each.GetProperty("record_count").GetInt64())));
    }

    [InfrastructureFact]
    public async Task Stats_count_each_namespace_and_say_what_the_index_is()
    {
        using var index = new IndexClient(fixture.Store);
        await index.UpsertAsync(Sparse("a", (1, 1)), Sparse("b", (1, 1)));

        var stats = (await index.PostTextAsync("describe_index_stats", "{}")).Json;

        Assert.Equal(2, stats.GetProperty("namespaces").GetProperty(index.Namespace).GetProperty("vectorCount").GetInt64());
        Assert.True(stats.GetProperty("totalVectorCount").GetInt64() >= 2);
        Assert.Equal("dotproduct", stats.GetProperty("metric").GetString());
        Assert.Equal("sparse", stats.GetProperty("vectorType").GetString());
        (await index.PostTextAsync("describe_index_stats", """{"filter":{"a":1}}""")).ShouldRefuse(HttpStatusCode.BadRequest, 3, "filtering");
    }

    [InfrastructureFact]
    public async Task A_namespace_can_be_made_empty_once_and_says_what_was_declared()
    {
        using var index = new IndexClient(fixture.Store);
        var request = JsonSerializer.Serialize(new { name = index.Namespace, schema = new { fields = new { genre = new { filterable = true } } } });

        var made = await index.PostTextAsync("namespaces", request);
        (await index.PostTextAsync("namespaces", request)).ShouldRefuse(HttpStatusCode.Conflict, 6, "already exists");

        Assert.Equal(0, made.Json.GetProperty("record_count").GetInt64());
        Assert.Empty(await index.ListAsync());
        await index.UpsertAsync(Sparse("a", (1, 1)));
        var described = (await index.GetAsync($"namespaces/{index.Namespace}")).Json;
        Assert.Equal(1, described.GetProperty("record_count").GetInt64());
        Assert.True(described.GetProperty("schema").GetProperty("fields").GetProperty("genre").GetProperty("filterable").GetBoolean());
    }
}
