using System.Collections;
using Npgsql;

namespace TwinPlatform.Database;

/// <summary>
/// Gives each service's login role its password. Migrations are the same everywhere and in every repository; passwords come from the environment
/// (<c>Roles__twin_chat=…</c>) and may change without a migration.
/// </summary>
public static class RolePasswords
{
    private const string Prefix = "Roles__";

    /// <summary>The passwords that the environment gives, by role name.</summary>
    public static IReadOnlyDictionary<string, string> FromEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => ((string)variable.Key).StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(variable => ((string)variable.Key)[Prefix.Length..], variable => (string)variable.Value!);

    /// <summary>Sets the passwords.</summary>
    /// <param name="connectionString">The owner of the roles.</param>
    /// <param name="passwords">Password by role name. A role that the migrations did not make is refused.</param>
    /// <param name="ct">Cancels; passwords set so far stay set.</param>
    public static async Task SetAsync(string connectionString, IReadOnlyDictionary<string, string> passwords, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        foreach (var (role, password) in passwords)
        {
            // A role statement takes no parameters: the server itself quotes name and password.
            await using var quote = new NpgsqlCommand(
                "select format('alter role %I with login password %L', rolname, $2::text) from pg_roles where rolname = $1 and rolname like 'twin\\_%'", connection)
            {
                Parameters = { new() { Value = role }, new() { Value = password } },
            };
            var statement = await quote.ExecuteScalarAsync(ct) as string
                ?? throw new MigrationException($"There is no role {role}. The roles are made by migration 0001; check the name under Roles.");
            await using var alter = new NpgsqlCommand(statement, connection);
            await alter.ExecuteNonQueryAsync(ct);
        }
    }
}
