using System.Security.Cryptography;
using Npgsql;
using TwinPlatform.Database;
using Xunit;

namespace TwinPlatform.Testing;

/// <summary>
/// The PostgreSQL and RabbitMQ of a test assembly. The server is that of a running platform (<c>TWIN_TEST_PLATFORM</c>), where each test has a database of its own,
/// or the assembly's. The broker is always the assembly's: a test that runs a service would share queues with the platform's, which would take its messages.
/// A collection fixture, so that one assembly starts them once and stops them at its end.
/// </summary>
public sealed class TestInfrastructure : IAsyncLifetime
{
    private static readonly string[] Services = ["governance", "knowledge", "chat", "metrics", "vectors"];

    private readonly Lazy<Task<string>> _template;
    private LocalServers? _own;

    public TestInfrastructure() => _template = new Lazy<Task<string>>(CreateTemplateAsync);

    /// <summary>The owner of the schemas, on the server's main database, which is migrated and stays so: the roles that all databases share stay with it.</summary>
    public string OwnerConnectionString { get; private set; } = "";

    public string MessagingConnectionString { get; private set; } = "";

    /// <summary>Password by login role, such as <c>twin_chat</c>.</summary>
    public IReadOnlyDictionary<string, string> RolePasswords { get; private set; } = new Dictionary<string, string>();

    /// <summary>The name of a migrated database without rows, which new ones are copied from: walking the chain takes a second, a copy a fraction of it.</summary>
    internal Task<string> TemplateAsync() => _template.Value;

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is not null)
        {
            return;
        }

        _own = await LocalServers.StartAsync(withDatabase: Prerequisites.RunningPlatform is null);
        MessagingConnectionString = _own.MessagingConnectionString;
        if (Prerequisites.RunningPlatform is { } path)
        {
            var platform = PlatformFile.Read(path);
            OwnerConnectionString = platform.OwnerConnectionString;
            RolePasswords = platform.RolePasswords();
            return;
        }

        OwnerConnectionString = _own.OwnerConnectionString;
        await new MigrationRunner(OwnerConnectionString, Migration.Chain(), _ => { }).UpAsync(CancellationToken.None);
        RolePasswords = Services.ToDictionary(service => $"twin_{service}", _ => RandomNumberGenerator.GetHexString(32));
        await Database.RolePasswords.SetAsync(OwnerConnectionString, RolePasswords, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (_template.IsValueCreated)
        {
            await OnServerAsync($"drop database {await _template.Value} with (force)");
        }

        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }

    /// <summary>Runs a statement about whole databases.</summary>
    internal async Task OnServerAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(OwnerConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> CreateTemplateAsync()
    {
        var name = $"template_{Guid.CreateVersion7():N}";
        await OnServerAsync($"create database {name}");
        var template = new NpgsqlConnectionStringBuilder(OwnerConnectionString) { Database = name, Pooling = false }.ConnectionString;
        await new MigrationRunner(template, Migration.Chain(), _ => { }).UpAsync(CancellationToken.None);
        return name;
    }
}
