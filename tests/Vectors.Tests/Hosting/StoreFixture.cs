using TwinPlatform.Testing;

namespace TwinPlatform.Vectors.Tests.Hosting;

/// <summary>A migrated database and one store over it, shared by all tests: a namespace of its own keeps each test apart.</summary>
public sealed class StoreFixture : IAsyncLifetime
{
    private readonly TestInfrastructure _infrastructure = new();
    private TestDatabase? _database;
    private VectorStoreProcess? _store;

    public VectorStoreProcess Store => _store!;

    public TestDatabase Database => _database!;

    /// <summary>What the store itself gets.</summary>
    public string ConnectionString => Database.ConnectionStringOf("twin_vectors");

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is not null)
            return;

        await _infrastructure.InitializeAsync();
        _database = await TestDatabase.CreateAsync(_infrastructure);
        _store = await VectorStoreProcess.StartAsync(ConnectionString);
    }

    public async Task DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        await _infrastructure.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class StoreCollection : ICollectionFixture<StoreFixture>
{
    public const string Name = "store";
}
