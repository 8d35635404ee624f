using Npgsql;

namespace TwinPlatform.Testing;

/// <summary>A database of its own on the shared server, migrated, with a login for each service's role; dropped at the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestInfrastructure _infrastructure;
    private readonly List<NpgsqlDataSource> _sources = [];

    private TestDatabase(TestInfrastructure infrastructure, string name)
    {
        _infrastructure = infrastructure;
        Name = name;
        OwnerConnectionString = With(infrastructure.OwnerConnectionString, login => login.Database = name);
    }

    public string Name { get; }

    /// <summary>The owner of the schemas, a superuser; never what a service has.</summary>
    public string OwnerConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync(TestInfrastructure infrastructure, bool migrated = true)
    {
        var database = new TestDatabase(infrastructure, $"test_{Guid.CreateVersion7():N}");
        await infrastructure.OnServerAsync($"create database {database.Name}{(migrated ? $" template {await infrastructure.TemplateAsync()}" : "")}");
        return database;
    }

    /// <summary>What a service would get as its connection string: its own login role.</summary>
    /// <param name="role">Such as <c>twin_chat</c>.</param>
    public string ConnectionStringOf(string role) => With(_infrastructure.OwnerConnectionString, login =>
    {
        login.Database = Name;
        login.Username = role;
        login.Password = _infrastructure.RolePasswords[role];
    });

    /// <summary>Connections under a service's role with the service's search path, closed with this database.</summary>
    /// <param name="role">Such as <c>twin_chat</c>.</param>
    /// <param name="adjust">Changes the connection string.</param>
    public NpgsqlDataSource SourceOf(string role, Action<NpgsqlConnectionStringBuilder>? adjust = null) => Source(With(ConnectionStringOf(role), login =>
    {
        login.SearchPath = role["twin_".Length..];
        adjust?.Invoke(login);
    }));

    /// <summary>Connections of the owner, closed with this database.</summary>
    public NpgsqlDataSource OwnerSource() => Source(OwnerConnectionString);

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }

        await _infrastructure.OnServerAsync($"drop database {Name} with (force)");
    }

    private static string With(string connectionString, Action<NpgsqlConnectionStringBuilder> change)
    {
        var login = new NpgsqlConnectionStringBuilder(connectionString);
        change(login);
        return login.ConnectionString;
    }

    private NpgsqlDataSource Source(string connectionString)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        _sources.Add(source);
        return source;
    }
}
