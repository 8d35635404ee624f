using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using TwinPlatform.Testing;

namespace TwinPlatform.Database.Proofs.Tests.SqlContracts;

/// <summary>What PostgreSQL says to a statement: a plan, or why not.</summary>
internal sealed record Planned(string? Plan, string? SqlState, string? Message)
{
    /// <summary>Whether it reads or writes any table; what only calls functions is nobody's.</summary>
    public bool TouchesTables => Plan?.Contains("\"Relation Name\"", StringComparison.Ordinal) is true;

    public override string ToString() => Plan is null ? $"{SqlState}: {Message}" : "planned";
}

/// <summary>Plans statements under a service's own login, with nulls for parameters; nothing is executed.</summary>
internal sealed partial class StatementPlanner(TestDatabase database)
{
    private const int MostRefinements = 12;
    private const string Prepare = "prepare contract as ";

    private readonly Dictionary<string, NpgsqlDataSource> _sources = [];

    /// <param name="statement">The statement.</param>
    /// <param name="schema">Whose login, and whose search path.</param>
    /// <param name="acrossTenants">Takes on the schema's cross-tenant role, as CrossTenantDb does.</param>
    public async Task<Planned> PlanAsync(SqlStatement statement, string schema, bool acrossTenants = false)
    {
        var types = new Dictionary<string, string>();
        for (var refinement = 0; ; refinement++)
        {
            try
            {
                return await ExplainAsync(Numbered(statement.Text, types), Names(statement.Text).Count, schema, acrossTenants);
            }
            catch (PostgresException e) when (refinement < MostRefinements && Refine(Prepare + Numbered(statement.Text, types), statement.Text, e, types))
            {
            }
            catch (PostgresException e)
            {
                return new Planned(null, e.SqlState, e.MessageText);
            }
        }
    }

    private async Task<Planned> ExplainAsync(string sql, int parameters, string schema, bool acrossTenants)
    {
        if (!_sources.TryGetValue(schema, out var source))
        {
            // Not pooled: what is prepared goes with the connection.
            _sources[schema] = source = database.SourceOf($"twin_{schema}", login => login.Pooling = false);
        }

        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var scope = new NpgsqlCommand(
            $"""
            select set_config('app.tenant_id', '{Guid.Empty}', true), set_config('app.namespace', '=', true);
            {(acrossTenants ? $"set local role twin_{schema}_crosstenant" : "")}
            """,
            connection);
        await scope.ExecuteNonQueryAsync();

        await using var prepare = new NpgsqlCommand(Prepare + sql, connection);
        await prepare.ExecuteNonQueryAsync();
        var nulls = string.Join(", ", Enumerable.Repeat("null", parameters));
        await using var explain = new NpgsqlCommand($"explain (format json) execute contract{(parameters == 0 ? "" : $"({nulls})")}", connection);
        return new Planned((string)(await explain.ExecuteScalarAsync())!, null, null);
    }

    /// <summary>A service sends its parameters with their types; here PostgreSQL deduces them, and where it cannot they are stated.</summary>
    private static string Numbered(string sql, Dictionary<string, string> types)
    {
        var (names, arrays) = (Names(sql), Names(Unnest().Match(sql).Value));
        return Parameter().Replace(sql, match =>
        {
            var name = match.Groups[1].Value;
            var type = types.GetValueOrDefault(name) ?? (arrays.Contains(name) ? "text[]" : null);
            return $"${names.IndexOf(name) + 1}{(type is null ? "" : $"::{type}")}";
        });
    }

    /// <summary>Learns the type of a parameter from PostgreSQL's complaint.</summary>
    /// <returns>False when the complaint is about something else.</returns>
    private static bool Refine(string tried, string sql, PostgresException complaint, Dictionary<string, string> types)
    {
        var (name, type) = complaint.SqlState switch
        {
            // column "id" is of type uuid but expression is of type text: the expression is a parameter, or a column of the arrays
            PostgresErrorCodes.DatatypeMismatch when ColumnType().Match(complaint.MessageText) is { Success: true } wanted =>
                Number().Match(tried, complaint.Position - 1) is { Success: true, Index: var at } && at == complaint.Position - 1
                    ? (Named(tried[at..], sql), wanted.Groups[1].Value)
                    : (ArrayBehind(Name().Match(tried, complaint.Position - 1).Groups[1].Value, sql), wanted.Groups[1].Value + "[]"),

            // inconsistent types deduced for parameter $1, detail: uuid versus text
            PostgresErrorCodes.AmbiguousParameter when complaint.Detail is { } detail => (Named(complaint.MessageText, sql), detail.Split(' ')[0]),

            // could not determine data type of parameter $1
            PostgresErrorCodes.AmbiguousParameter or PostgresErrorCodes.IndeterminateDatatype => (Named(complaint.MessageText, sql), "text"),
            _ => (null, ""),
        };
        if (name is null || types.GetValueOrDefault(name) == type)
        {
            return false;
        }

        types[name] = type;
        return true;
    }

    private static string? ArrayBehind(string alias, string sql)
    {
        var index = Aliases().Match(sql).Groups[1].Value.Split(',', StringSplitOptions.TrimEntries).ToList().IndexOf(alias);
        return index < 0 ? null : Names(Unnest().Match(sql).Value)[index];
    }

    private static string Named(string text, string sql) => Names(sql)[int.Parse(Number().Match(text).Groups[1].Value, CultureInfo.InvariantCulture) - 1];

    private static List<string> Names(string sql) => [.. Parameter().Matches(sql).Select(match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"unnest\([^)]*\)")]
    private static partial Regex Unnest();

    [GeneratedRegex(@"unnest\([^)]*\)\s*(?:with ordinality\s+)?as\s+\w+\s*\(([^)]*)\)")]
    private static partial Regex Aliases();

    [GeneratedRegex(@"@(\w+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\G(?:\w+\.)?(\w+)")]
    private static partial Regex Name();

    [GeneratedRegex(@"\$(\d+)")]
    private static partial Regex Number();

    [GeneratedRegex("is of type (.+) but expression is of type")]
    private static partial Regex ColumnType();
}
