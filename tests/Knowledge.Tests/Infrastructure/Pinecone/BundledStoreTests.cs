using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TwinPlatform.Contracts;
using TwinPlatform.Knowledge.Infrastructure.Pinecone;
using TwinPlatform.Knowledge.Infrastructure.Text;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Conformance;
using TwinPlatform.Vectors.Tests.Hosting;

namespace TwinPlatform.Knowledge.Tests.Infrastructure.Pinecone;

/// <summary>Our client keeps to the same suite as Pinecone's own, against the bundled store, over HTTP.</summary>
[Collection(StoreCollection.Name)]
public sealed class BundledStoreTests(StoreFixture fixture) : IAsyncLifetime
{
    private readonly string _name = TwinId.Create().ToString();
    private ServiceProvider? _services;

    private PineconeVectorIndex Index => _services!.GetRequiredService<PineconeVectorIndex>();

    public Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is not null)
            return Task.CompletedTask;

        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Pinecone:Host"] = fixture.Store.Address.ToString(),
            ["Pinecone:ApiKey"] = VectorStoreProcess.ApiKey,
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddPinecone();
        _services = builder.Services.BuildServiceProvider();
        return Task.CompletedTask;
    }

    [InfrastructureTheory]
    [MemberData(nameof(Promises.Names), MemberType = typeof(Promises))]
    public Task Our_client_finds_it_as_it_expects(string promise) => Promises.KeepAsync(promise, new OurClient(Index));

    [InfrastructureFact]
    public async Task What_does_not_exist_is_deleted_already()
    {
        await Index.DeleteAllAsync(_name, CancellationToken.None);
        await Index.DeleteAsync(_name, ["a"], CancellationToken.None);

        Assert.Empty(await new OurClient(Index).ListAsync(_name, ""));
    }

    public async Task DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
    }

    /// <summary>Our client as the conformance suite asks it.</summary>
    private sealed class OurClient(PineconeVectorIndex index) : IConformingClient
    {
        public Task UpsertAsync(string name, IReadOnlyList<Passage> passages) => index.UpsertAsync(name, [.. passages.Select(RecordOf)], CancellationToken.None);

        public async Task<IReadOnlyList<(string Id, float Score)>> QueryAsync(
            string name, IReadOnlyDictionary<uint, float> query, int topK, PassageFilter filter) =>
            [.. (await index.QueryAsync(name, new SparseQuery(VectorOf(query)), topK, FilterOf(filter), CancellationToken.None)).Select(match => (match.Id, match.Score))];

        public Task DeleteAsync(string name, IReadOnlyList<string> ids) => index.DeleteAsync(name, ids, CancellationToken.None);

        public Task DeleteAsync(string name, PassageFilter filter) => index.DeleteByFilterAsync(name, FilterOf(filter), CancellationToken.None);

        public Task DeleteAllAsync(string name) => index.DeleteAllAsync(name, CancellationToken.None);

        public async Task<IReadOnlyList<string>> ListAsync(string name, string prefix) =>
            await index.ListIdsAsync(name, prefix, CancellationToken.None).ToListAsync();

        public Task<long> CountAsync(string name) => index.CountAsync(name, CancellationToken.None);

        private static VectorRecord RecordOf(Passage passage) =>
            new(passage.Id, new VectorMetadata(new TenantId(passage.Tenant), TwinId.Create(), passage.Source)) { Sparse = VectorOf(passage.Entries) };

        private static SparseVector VectorOf(IReadOnlyDictionary<uint, float> entries) => new([.. entries.Keys], [.. entries.Values]);

        private static VectorFilter FilterOf(PassageFilter filter) => new(new TenantId(filter.Tenant)) { Sources = filter.Sources };
    }
}
