using Npgsql;
using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.Linting;

/// <summary>A database with the chain's schema. Faults are planted in transactions that are never committed.</summary>
public sealed class MigratedDatabase(TestInfrastructure infrastructure) : LintDatabase(infrastructure, migrated: true)
{
    internal Task<Session> OpenAsync() => Session.OpenAsync(ConnectionString);
}

/// <summary>A database without any schema of ours, as often as it is asked for.</summary>
public sealed class EmptyDatabase(TestInfrastructure infrastructure) : LintDatabase(infrastructure, migrated: false)
{
    private const string EmptySql = """
        do $$
        declare
            ours name;
        begin
            for ours in select nspname from pg_namespace where nspname not like 'pg\_%' and nspname not in ('information_schema', 'public') loop
                execute format('drop schema %I cascade', ours);
            end loop;
        end $$;
        """;

    public async Task<string> EmptyAsync()
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(EmptySql, connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString;
    }
}

public abstract class LintDatabase(TestInfrastructure infrastructure, bool migrated) : IAsyncLifetime
{
    private TestDatabase? _database;

    protected string ConnectionString => _database?.OwnerConnectionString ?? throw new InvalidOperationException("There is no database: infrastructure is missing.");

    public async Task InitializeAsync() => _database = Prerequisites.SkipReason is null ? await TestDatabase.CreateAsync(infrastructure, migrated) : null;

    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
