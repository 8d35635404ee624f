using System.Text.RegularExpressions;
using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.Seeding;

/// <summary>A row that the generator made: the columns it named and the literals it gave them.</summary>
internal sealed record GeneratedRow(Table Table, IReadOnlyList<string> Columns, IReadOnlyList<string> Literals)
{
    /// <summary>Inserts it for whoever is asking: whose row it is comes from the column's default.</summary>
    public string InsertSql => Columns.Count == 0
        ? $"insert into {Table.FullName} default values"
        : $"insert into {Table.FullName} ({string.Join(", ", Columns)}) values ({string.Join(", ", Literals)})";

    /// <summary>Inserts it for an owner named in the statement.</summary>
    public string InsertForSql(string owner) =>
        $"insert into {Table.FullName} ({string.Join(", ", [Table.Isolation.Column, .. Columns])}) values ({string.Join(", ", [$"'{owner}'", .. Literals])})";
}

/// <summary>
/// Makes rows from types, checks and foreign keys alone. Where a check refuses a row, the columns of that check take their next values, like the wheels of
/// a counter, until the row is valid.
/// </summary>
internal sealed partial class RowGenerator(Session session, Catalogue catalogue)
{
    private const int MostAttempts = 300;

    private readonly Dictionary<(string Table, string Owner), GeneratedRow> _rows = [];
    private int _serial;

    /// <summary>Makes sure that an owner has a row in a table and in all tables that it refers to.</summary>
    /// <param name="table">The table.</param>
    /// <param name="owner">The tenant, or the namespace.</param>
    /// <param name="refusals">Receives what kept the service itself from inserting its own row.</param>
    public async Task<GeneratedRow> EnsureAsync(Table table, string owner, ICollection<string> refusals)
    {
        if (_rows.TryGetValue((table.FullName, owner), out var known))
        {
            return known;
        }

        var fixedValues = new Dictionary<string, string>();
        foreach (var key in table.ForeignKeys.Where(key => key.Target != table.FullName))
        {
            var parent = catalogue[key.Target];
            await EnsureAsync(parent, owner, refusals);
            foreach (var (column, value) in key.Columns.Zip(await ValuesAsync(parent, key.TargetColumns, owner)))
            {
                fixedValues[column] = value;
            }
        }

        var row = await FindValidAsync(table, owner, fixedValues);
        await session.AsAsync(table.Role, table.Isolation, owner);
        if (await session.TryAsync(row.InsertSql, keep: true) is { Rows: not 1 } refused)
        {
            refusals.Add($"{table.FullName}: {table.Role} cannot insert a row of its own ({refused})");
            await session.AsOwnerAsync();
            await session.RunAsync(row.InsertForSql(owner));
        }

        return _rows[(table.FullName, owner)] = row;
    }

    private async Task<IReadOnlyList<string>> ValuesAsync(Table table, IReadOnlyList<string> columns, string owner)
    {
        await session.AsOwnerAsync();
        var rows = await session.ReadAsync(
            $"select array[{string.Join(", ", columns.Select(column => $"quote_literal({column})"))}]::text[] from {table.FullName} where {table.Isolation.Column}::text = '{owner}'",
            row => row.GetFieldValue<string[]>(0));
        return rows[0];
    }

    private async Task<GeneratedRow> FindValidAsync(Table table, string owner, Dictionary<string, string> fixedValues)
    {
        var columns = table.Columns.Where(column => column.Name != table.Isolation.Column).ToList();
        var wheels = columns.ToDictionary(
            column => column.Name,
            column => new Wheel(fixedValues.TryGetValue(column.Name, out var value) ? [value] : [.. Candidates(table, column)]));
        await session.AsOwnerAsync();
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var row = new GeneratedRow(table, [.. columns.Select(column => column.Name)], [.. columns.Select(column => wheels[column.Name].Value)]);
            var outcome = await session.TryAsync(row.InsertForSql(owner));
            if (outcome.Refused is null)
            {
                return row;
            }

            var check = table.Checks.FirstOrDefault(check => check.Name == outcome.Constraint)
                ?? throw new InvalidOperationException($"{table.FullName}: a generated row was refused with {outcome}, constraint {outcome.Constraint}.");
            Turn(check.Columns.Where(wheels.ContainsKey).Select(column => wheels[column]));
        }

        throw new InvalidOperationException($"{table.FullName}: no valid row in {MostAttempts} attempts. Teach RowGenerator.Candidates its checks.");
    }

    private static void Turn(IEnumerable<Wheel> wheels)
    {
        foreach (var wheel in wheels)
        {
            if (!wheel.Turn())
            {
                return;
            }
        }
    }

    private IEnumerable<string> Candidates(Table table, Column column)
    {
        if (column.HasDefault)
        {
            yield return "default";
        }

        foreach (var value in table.Checks.Where(check => column.Type == "text" && check.Columns is [var only] && only == column.Name).SelectMany(check => Quoted().Matches(check.Definition)))
        {
            yield return value.Value;
        }

        foreach (var value in Plain(column.Type))
        {
            yield return $"{value}::{column.Type}";
        }

        if (column.IsNullable)
        {
            yield return "null";
        }
    }

    private string[] Plain(string type) => type switch
    {
        "uuid" => [$"'{Guid.CreateVersion7()}'"],
        "text" => [$"'generated-{_serial++:D4}'"],
        "integer" or "bigint" or "smallint" => ["1", "2", "0"],
        "double precision" or "numeric" or "real" => ["0.5"],
        "boolean" => ["true", "false"],
        "timestamp with time zone" => ["'2026-01-01T00:00:00Z'"],
        "date" => ["'2026-01-01'"],
        "json" or "jsonb" => ["'{}'", "'[]'"],
        "bytea" => [$"sha256('{_serial++}')"],
        "text[]" => [$"'{{generated-{_serial++:D4}}}'", "'{}'"],
        "uuid[]" => [$"'{{{Guid.CreateVersion7()}}}'", "'{}'"],
        _ when type.EndsWith("[]", StringComparison.Ordinal) => ["'{}'"],
        _ => throw new InvalidOperationException($"RowGenerator knows no value of type {type}. Teach it one."),
    };

    [GeneratedRegex("'[^']*'::text")]
    private static partial Regex Quoted();

    private sealed class Wheel(IReadOnlyList<string> values)
    {
        private int _at;

        public string Value => values[_at];

        /// <returns>True when it has come round, and the next wheel is to turn.</returns>
        public bool Turn() => (_at = (_at + 1) % values.Count) == 0;
    }
}
