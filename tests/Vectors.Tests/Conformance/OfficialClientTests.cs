using System.Text.Json;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;

namespace TwinPlatform.Vectors.Tests.Conformance;

/// <summary>Pinecone's own JavaScript client cannot tell the bundled store from Pinecone.</summary>
[Collection(StoreCollection.Name)]
public sealed class OfficialClientTests(StoreFixture fixture, OfficialClientTests.Client official) : IClassFixture<OfficialClientTests.Client>
{
    private readonly string _name = $"client-{Guid.CreateVersion7():N}";

    [NodeTheory]
    [MemberData(nameof(Promises.Names), MemberType = typeof(Promises))]
    public async Task The_official_client_finds_it_as_it_expects(string promise) => await Promises.KeepAsync(promise, await ClientAsync());

    [NodeFact]
    public async Task An_index_is_made_described_listed_configured_and_deleted()
    {
        var client = await ClientAsync();
        await client.ControlAsync("createIndex", new
        {
            name = _name,
            dimension = 3,
            metric = "cosine",
            spec = new { serverless = new { cloud = "aws", region = "us-east-1" } },
            deletionProtection = "enabled",
            tags = new { team = "search" },
            waitUntilReady = true,
        });

        var described = await client.ControlAsync("describeIndex", _name);
        Assert.Equal(("dense", 3), (described.GetProperty("vectorType").GetString(), described.GetProperty("dimension").GetInt32()));
        Assert.Equal("us-east-1", described.GetProperty("spec").GetProperty("serverless").GetProperty("region").GetString());
        Assert.Contains(_name, (await client.ControlAsync("listIndexes")).GetProperty("indexes").EnumerateArray().Select(index => index.GetProperty("name").GetString()));
        await RefusedAsync(client.ControlAsync("deleteIndex", _name), "PineconeBadRequestError", "Deletion protection");

        var configured = await client.ControlAsync("configureIndex", new { name = _name, deletionProtection = "disabled", tags = new { team = "" } });
        Assert.Equal("disabled", configured.GetProperty("deletionProtection").GetString());
        await client.ControlAsync("deleteIndex", _name);
        await RefusedAsync(client.ControlAsync("describeIndex", _name), "PineconeNotFoundError", "404");
    }

    [NodeFact]
    public async Task Indexes_of_one_store_are_found_by_their_names_and_never_mix()
    {
        var client = await ClientAsync();
        foreach (var suffix in (string[])["-a", "-b"])
        {
            await client.ControlAsync("createIndex", new { name = _name[..30] + suffix, vectorType = "sparse", spec = new { serverless = new { cloud = "gcp", region = "us-central1" } } });
        }

        // By name only: the client asks the control plane for the host.
        var (a, b) = (new { name = _name[..30] + "-a", @namespace = "ns" }, new { name = _name[..30] + "-b", @namespace = "ns" });
        await client.CallAsync(a, "upsert", new { records = new[] { new { id = "x", sparseValues = new { indices = new[] { 1 }, values = new[] { 1 } } } } });

        Assert.Equal(1, (await client.CallAsync(a, "describeIndexStats")).GetProperty("totalRecordCount").GetInt64());
        Assert.Equal(0, (await client.CallAsync(b, "describeIndexStats")).GetProperty("totalRecordCount").GetInt64());
        await RefusedAsync(
            client.ControlAsync("createIndex", new { a.name, vectorType = "sparse", spec = new { serverless = new { cloud = "aws", region = "r" } } }),
            "PineconeConflictError",
            "exists");
    }

    [NodeFact]
    public async Task Records_come_back_whole_and_change_in_part()
    {
        var client = await ClientAsync();
        var target = new { host = $"{fixture.Store.Address}indexes/cosine", @namespace = _name };
        await client.CallAsync(target, "upsert", new
        {
            records = new object[]
            {
                new { id = "x", values = new[] { 1, 0, 0 }, metadata = new { genre = "drama", year = 2020, tags = new[] { "a", "b" } } },
                new { id = "xy", values = new[] { 1, 1, 0 }, metadata = new { genre = "comedy" } },
            },
        });

        var near = (await client.CallAsync(target, "query", new { topK = 2, vector = new[] { 1, 0.1, 0 }, includeValues = true, includeMetadata = true })).GetProperty("matches");
        Assert.Equal("""{"genre":"drama","year":2020,"tags":["a","b"]}""", near[0].GetProperty("metadata").GetRawText());
        Assert.Equal("[1,0,0]", near[0].GetProperty("values").GetRawText());

        await client.CallAsync(target, "update", new { id = "xy", metadata = new { year = 2021 } });
        await client.CallAsync(target, "update", new { filter = new { genre = "drama" }, metadata = new { genre = "tragedy" } });
        var records = (await client.CallAsync(target, "fetch", new { ids = new[] { "x", "xy", "nobody" } })).GetProperty("records");
        Assert.Equal("""{"genre":"comedy","year":2021}""", records.GetProperty("xy").GetProperty("metadata").GetRawText());
        Assert.Equal(2, records.EnumerateObject().Count());

        var tragedies = await client.CallAsync(target, "fetchByMetadata", new { filter = new { genre = "tragedy" }, limit = 1 });
        Assert.Equal(["x"], tragedies.GetProperty("records").EnumerateObject().Select(record => record.Name));
    }

    [NodeFact]
    public async Task A_namespace_is_made_described_listed_and_deleted()
    {
        var client = await ClientAsync();
        var target = new { host = fixture.Store.Address.ToString().TrimEnd('/'), @namespace = _name };

        await client.CallAsync(target, "createNamespace", new { name = _name, schema = new { fields = new { genre = new { filterable = true } } } });
        await RefusedAsync(client.CallAsync(target, "createNamespace", new { name = _name }), "PineconeConflictError", "exists");

        Assert.Equal(0, (await client.CallAsync(target, "describeNamespace", _name)).GetProperty("recordCount").GetInt64());
        var listed = await client.CallAsync(target, "listNamespaces", new { prefix = _name });
        Assert.Equal([_name], listed.GetProperty("namespaces").EnumerateArray().Select(each => each.GetProperty("name").GetString()));
        await client.CallAsync(target, "deleteNamespace", _name);
        await RefusedAsync(client.CallAsync(target, "describeNamespace", _name), "PineconeNotFoundError", "404");
    }

    [NodeFact]
    public async Task Refusals_arrive_as_the_clients_own_errors_with_our_sentence()
    {
        var client = await ClientAsync();
        var target = new { host = $"{fixture.Store.Address}indexes/cosine", @namespace = _name };

        await RefusedAsync(
            client.CallAsync(target, "upsert", new { records = new[] { new { id = "x", values = new[] { 1, 0 } } } }), "PineconeBadRequestError", "does not match the dimension");
        await RefusedAsync(client.CallAsync(target, "deleteAll"), "PineconeNotFoundError", "404");

        await using var stranger = await OfficialClient.StartAsync(fixture.Store, "not-the-key");
        await RefusedAsync(stranger.CallAsync(target, "query", new { topK = 1, id = "a" }), "PineconeAuthorizationError", "rejected");
    }

    private Task<OfficialClient> ClientAsync() => official.OfAsync(fixture.Store);

    private static async Task RefusedAsync(Task<JsonElement> call, string name, string part)
    {
        var refusal = await Assert.ThrowsAsync<OfficialClientException>(() => call);
        Assert.StartsWith(name, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>One Node process for all cases, started by the first.</summary>
    public sealed class Client : IAsyncLifetime
    {
        private OfficialClient? _client;

        public async Task<OfficialClient> OfAsync(VectorStoreProcess store) => _client ??= await OfficialClient.StartAsync(store);

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync()
        {
            if (_client is not null)
                await _client.DisposeAsync();
        }
    }

    /// <summary>Skipped on a laptop without Node; on a build server that lacks it the test fails.</summary>
    private sealed class NodeFactAttribute : FactAttribute
    {
        public NodeFactAttribute() => Skip = Prerequisites.SkipReason ?? OfficialPackage.SkipReason;
    }

    private sealed class NodeTheoryAttribute : TheoryAttribute
    {
        public NodeTheoryAttribute() => Skip = Prerequisites.SkipReason ?? OfficialPackage.SkipReason;
    }
}
