using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TwinPlatform.Contracts;
using TwinPlatform.Knowledge.Infrastructure.Pinecone;
using TwinPlatform.Knowledge.Infrastructure.Text;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;

namespace TwinPlatform.Knowledge.Tests.Infrastructure.Pinecone;

/// <summary>The client against the bundled store, over HTTP.</summary>
[Collection(StoreCollection.Name)]
public sealed class BundledStoreTests(StoreFixture fixture) : IAsyncLifetime
{
    private static readonly TenantId Tenant = TenantId.Create();
    private static readonly SparseQuery Query = new(new SparseVector([1], [1]));
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

    [InfrastructureFact]
    public async Task What_was_written_is_found_listed_counted_and_deleted()
    {
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Index.UpsertAsync(_name, [.. Enumerable.Range(0, 1100).Select(i => Record($"{i:D4}", i + 1, i < 550 ? first : second))], CancellationToken.None);

        var best = await Index.QueryAsync(_name, Query, 2, new VectorFilter(Tenant) { Sources = [first] }, CancellationToken.None);
        Assert.Equal([("0549", 550f), ("0548", 549f)], best.Select(match => (match.Id, match.Score)));
        Assert.Equal(first, best[0].Metadata.SourceId);
        Assert.Equal(1100, await Index.CountAsync(_name, CancellationToken.None));
        Assert.Equal(Enumerable.Range(0, 1100).Select(i => $"{i:D4}"), await ListAsync(""));
        Assert.Equal(100, (await ListAsync("05")).Count);

        await Index.DeleteByFilterAsync(_name, new VectorFilter(Tenant) { Sources = [first] }, CancellationToken.None);
        await Index.DeleteAsync(_name, [.. Enumerable.Range(0, 1090).Select(i => $"{i:D4}")], CancellationToken.None);
        Assert.Equal(10, await Index.CountAsync(_name, CancellationToken.None));

        await Index.DeleteAllAsync(_name, CancellationToken.None);
        Assert.Equal(0, await Index.CountAsync(_name, CancellationToken.None));
        Assert.Empty(await Index.QueryAsync(_name, Query, 2, new VectorFilter(Tenant), CancellationToken.None));
    }

    [InfrastructureFact]
    public async Task Another_tenant_finds_nothing_even_in_the_same_namespace()
    {
        await Index.UpsertAsync(_name, [Record("a", 1, Guid.CreateVersion7())], CancellationToken.None);

        Assert.Empty(await Index.QueryAsync(_name, Query, 2, new VectorFilter(TenantId.Create()), CancellationToken.None));
    }

    [InfrastructureFact]
    public async Task What_does_not_exist_is_deleted_already()
    {
        await Index.DeleteAllAsync(_name, CancellationToken.None);
        await Index.DeleteAsync(_name, ["a"], CancellationToken.None);

        Assert.Empty(await ListAsync(""));
    }

    public async Task DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
    }

    private static VectorRecord Record(string id, float weight, Guid source) =>
        new(id, new VectorMetadata(Tenant, TwinId.Create(), source)) { Sparse = new SparseVector([1], [weight]) };

    private async Task<List<string>> ListAsync(string prefix)
    {
        var ids = new List<string>();
        await foreach (var id in Index.ListIdsAsync(_name, prefix, CancellationToken.None))
        {
            ids.Add(id);
        }

        return ids;
    }
}
