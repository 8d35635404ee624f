using System.Globalization;
using Npgsql;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.SqlContracts;

/// <summary>The last release keeps working on the newest schema: there is no moment at which a rolling deployment stands still.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class ReleasedStatementsTests(TestInfrastructure infrastructure)
{
    private static readonly string[] Schemas = ["chat", "governance", "knowledge", "metrics", "vectors"];

    [InfrastructureFact]
    public async Task Every_statement_of_the_last_release_plans_on_the_newest_schema()
    {
        if (Environment.GetEnvironmentVariable("TWIN_RELEASE") is { Length: > 0 } release)
        {
            await File.WriteAllTextAsync(ReleasedStatements.PathOf(int.Parse(release, CultureInfo.InvariantCulture)), ReleasedStatements.Write(SqlStatement.All));
        }

        await using var database = await TestDatabase.CreateAsync(infrastructure);
        var released = ReleasedStatements.Read(await File.ReadAllTextAsync(ReleasedStatements.Last));

        Findings.AssertNone(await BrokenAsync(database, released));
        Assert.True(released.Count > 50, $"{ReleasedStatements.Last} holds {released.Count} statements only.");
    }

    /// <summary>The column that this release's own code has stopped using is still read by the last one: that is what expand and contract are for.</summary>
    [InfrastructureFact]
    public async Task A_column_renamed_too_early_is_found_out()
    {
        await using var database = await TestDatabase.CreateAsync(infrastructure);
        await using var owner = database.OwnerSource();
        await using var rename = owner.CreateCommand("alter table chat.conversations rename column last_message_at to latest_at");
        await rename.ExecuteNonQueryAsync();
        var released = ReleasedStatements.Read(await File.ReadAllTextAsync(ReleasedStatements.Last));

        var broken = await BrokenAsync(database, released);

        Assert.Equal(released.Count(statement => statement.Text.Contains("last_message_at", StringComparison.Ordinal)), broken.Count);
        Assert.All(broken, finding => Assert.Contains(PostgresErrorCodes.UndefinedColumn, finding, StringComparison.Ordinal));
    }

    [Fact]
    public void A_written_list_is_read_as_it_was()
    {
        SqlStatement[] statements = [new("Here.ASql", "chat", true, "select 1;\n\n-- why\nselect 2"), new("There.BSql", null, false, "select 3")];

        Assert.Equal(statements, ReleasedStatements.Read(ReleasedStatements.Write(statements)));
    }

    private static async Task<IReadOnlyList<string>> BrokenAsync(TestDatabase database, IReadOnlyList<SqlStatement> released)
    {
        var planner = new StatementPlanner(database);
        var broken = new List<string>();
        foreach (var statement in released)
        {
            var answers = new List<Planned>();
            foreach (var schema in statement.Schema is { } own ? [own] : Schemas)
            {
                answers.Add(await planner.PlanAsync(statement, schema));
                if (statement.MayCrossTenants && schema != "metrics")
                {
                    answers.Add(await planner.PlanAsync(statement, schema, acrossTenants: true));
                }
            }

            if (answers.TrueForAll(answer => answer.Plan is null))
            {
                broken.Add($"{statement.FullName}: {string.Join(" / ", answers.Distinct())}");
            }
        }

        return broken;
    }
}
