using Npgsql;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.SqlContracts;

/// <summary>Each constant statement fits the migrated schema under its own role, and is refused to every other service's: the database keeps the services apart.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class SqlContractsTests(TestInfrastructure infrastructure) : IAsyncLifetime
{
    private static readonly string[] Schemas = ["chat", "governance", "knowledge", "metrics", "vectors"];

    private TestDatabase? _database;
    private StatementPlanner? _planner;

    private StatementPlanner Planner => _planner ?? throw new InvalidOperationException("There is no database: infrastructure is missing.");

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is null)
        {
            _database = await TestDatabase.CreateAsync(infrastructure);
            _planner = new StatementPlanner(_database);
        }
    }

    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [InfrastructureFact]
    public async Task Every_statement_of_a_service_plans_under_its_own_role()
    {
        var failures = new List<string>();
        foreach (var statement in SqlStatement.All.Where(statement => statement.Schema is not null))
        {
            if (await OwnPlanAsync(statement, statement.Schema!) is { Plan: null } refusal)
            {
                failures.Add($"{statement.FullName}: {refusal}");
            }
        }

        Findings.AssertNone(failures);
        Assert.Equal(Schemas, SqlStatement.All.Select(statement => statement.Schema).OfType<string>().Distinct().Order());
    }

    [InfrastructureFact]
    public async Task Every_statement_of_a_service_is_refused_to_every_other_service()
    {
        var leaks = new List<string>();
        foreach (var statement in SqlStatement.All.Where(statement => statement.Schema is not null))
        {
            var own = await OwnPlanAsync(statement, statement.Schema!);
            foreach (var other in Schemas.Where(schema => own.TouchesTables && schema != statement.Schema))
            {
                if (await Planner.PlanAsync(statement, other) is { SqlState: not PostgresErrorCodes.InsufficientPrivilege } answer)
                {
                    leaks.Add($"{statement.FullName} as twin_{other}: {answer}");
                }
            }
        }

        Findings.AssertNone(leaks);
    }

    [InfrastructureFact]
    public async Task Every_shared_statement_plans_in_each_schema_that_has_its_table()
    {
        var failures = new List<string>();
        foreach (var statement in SqlStatement.All.Where(statement => statement.Schema is null))
        {
            var answers = new List<Planned>();
            foreach (var schema in Schemas)
            {
                answers.Add(await OwnPlanAsync(statement, schema));
            }

            // A schema without an outbox or inbox has no such table; at least one has.
            if (answers.All(answer => answer.Plan is null) || answers.Exists(answer => answer is { Plan: null, SqlState: not PostgresErrorCodes.UndefinedTable }))
            {
                failures.Add($"{statement.FullName}: {string.Join(" / ", answers)}");
            }
        }

        Findings.AssertNone(failures);
    }

    [InfrastructureFact]
    public async Task A_renamed_column_breaks_the_statements_that_use_it_and_no_others()
    {
        await using var connection = new NpgsqlConnection(_database!.OwnerConnectionString);
        await connection.OpenAsync();
        await using var rename = new NpgsqlCommand("alter table governance.twins rename column description to about", connection);
        await rename.ExecuteNonQueryAsync();

        var broken = new List<string>();
        var statements = SqlStatement.All.Where(statement => statement.Schema == "governance").ToList();
        foreach (var statement in statements)
        {
            if (await OwnPlanAsync(statement, "governance") is { SqlState: PostgresErrorCodes.UndefinedColumn })
            {
                broken.Add(statement.FullName);
            }
        }

        Assert.NotEmpty(broken);
        Assert.Equal(statements.Where(statement => statement.Text.Contains("description", StringComparison.Ordinal)).Select(statement => statement.FullName), broken);
    }

    private async Task<Planned> OwnPlanAsync(SqlStatement statement, string schema)
    {
        var own = await Planner.PlanAsync(statement, schema);
        return own.Plan is null && statement.MayCrossTenants && await Planner.PlanAsync(statement, schema, acrossTenants: true) is { Plan: not null } across
            ? across
            : own;
    }
}
