using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.TenantIsolation;
using TwinPlatform.Testing;

namespace TwinPlatform.Database.Proofs.Tests.TenantIsolation;

/// <summary>One migrated database for the isolation tests, with rows of two tenants in every table. What a test breaks in it is rolled back.</summary>
public sealed class IsolationDatabase(TestInfrastructure infrastructure) : Xunit.IAsyncLifetime
{
    private TestDatabase? _database;
    private Session? _session;
    private IsolationProof? _proof;

    public TestDatabase Database => _database ?? throw Missing;

    internal Session Session => _session ?? throw Missing;

    internal IsolationProof Proof => _proof ?? throw Missing;

    private static InvalidOperationException Missing => new("There is no database: infrastructure is missing.");

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is not null)
        {
            return;
        }

        _database = await TestDatabase.CreateAsync(infrastructure);
        _session = await Session.OpenAsync(_database.OwnerConnectionString);
        _proof = await IsolationProof.PrepareAsync(_session);
    }

    public async Task DisposeAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
