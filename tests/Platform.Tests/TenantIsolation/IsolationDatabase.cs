using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Testing;

namespace TwinPlatform.Platform.Tests.TenantIsolation;

/// <summary>One migrated database for the isolation tests; each works in a transaction that is rolled back.</summary>
public sealed class IsolationDatabase(TestInfrastructure infrastructure) : Xunit.IAsyncLifetime
{
    private TestDatabase? _database;

    public TestDatabase Database => _database ?? throw new InvalidOperationException("There is no database: infrastructure is missing.");

    internal Task<Session> OpenAsync() => Session.OpenAsync(Database.OwnerConnectionString);

    public async Task InitializeAsync() => _database = Prerequisites.SkipReason is null ? await TestDatabase.CreateAsync(infrastructure) : null;

    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
