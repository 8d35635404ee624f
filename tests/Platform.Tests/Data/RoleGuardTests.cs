using System.Security.Cryptography;
using Npgsql;
using TwinPlatform.Platform.Data;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Platform.Tests.Data;

/// <summary>A service whose role could see past row-level security does not start.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class RoleGuardTests(TestInfrastructure infrastructure)
{
    [InfrastructureTheory]
    [InlineData("superuser", "", "is a superuser")]
    [InlineData("bypassrls", "", "has BYPASSRLS")]
    [InlineData("", "alter table governance.twins owner to {0}", "owns a table")]
    public async Task A_privileged_role_is_refused(string attribute, string statement, string reason)
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure);
        await WithRoleAsync(database, attribute, statement, async source =>
        {
            var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => new RoleGuard(source).StartingAsync(CancellationToken.None));
            Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        });
    }

    [InfrastructureTheory]
    [InlineData("twin_governance")]
    [InlineData("twin_knowledge")]
    [InlineData("twin_chat")]
    [InlineData("twin_metrics")]
    [InlineData("twin_vectors")]
    public async Task The_roles_of_the_migrations_are_accepted(string role)
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure);

        await new RoleGuard(database.SourceOf(role)).StartingAsync(CancellationToken.None);
    }

    /// <summary>Roles belong to the server: one with a name of its own, gone with the test.</summary>
    private static async Task WithRoleAsync(TestDatabase database, string attribute, string statement, Func<NpgsqlDataSource, Task> test)
    {
        var (role, password) = ($"guard_{RandomNumberGenerator.GetHexString(8, lowercase: true)}", RandomNumberGenerator.GetHexString(16));
        var owner = database.OwnerSource();
        await RunAsync($"create role {role} login {attribute} password '{password}'");
        try
        {
            if (statement.Length > 0)
            {
                await RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, role));
            }

            var login = new NpgsqlConnectionStringBuilder(database.OwnerConnectionString) { Username = role, Password = password, Pooling = false };
            await using var source = NpgsqlDataSource.Create(login.ConnectionString);
            await test(source);
        }
        finally
        {
            await RunAsync($"reassign owned by {role} to current_user; drop role {role}");
        }

        async Task RunAsync(string sql)
        {
            await using var command = owner.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
