using TwinPlatform.Testing;

namespace TwinPlatform.Database.Tests.Migrations.Legacy;

/// <summary>One database that stands at the baseline, where the old shapes are; each test works on it in a transaction that is rolled back.</summary>
public sealed class LegacyBaseline(TestInfrastructure infrastructure) : Xunit.IAsyncLifetime
{
    /// <summary>The step that makes the old shapes. Those behind it depend on it, not on each other.</summary>
    public const int Version = 2;

    private TestDatabase? _database;

    public TestDatabase Database => _database ?? throw new InvalidOperationException("There is no database: infrastructure is missing.");

    internal Task<OldDatabase> OpenAsync() => OldDatabase.OpenAsync(Database.OwnerConnectionString);

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is null)
        {
            _database = await TestDatabase.CreateAsync(infrastructure, migrated: false);
            await new MigrationRunner(_database.OwnerConnectionString, [.. Migration.Chain().Take(Version)], _ => { }).UpAsync(CancellationToken.None);
        }
    }

    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
