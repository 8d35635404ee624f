using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.Seeding;

/// <summary>
/// What can be chosen for a table's columns, with the rows that they can point to: by foreign key, or, where a schema has none (the old system's), by name.
/// A column <c>twin_id</c> then names rows of <c>twins</c>, so that steps which join tables find something to join, and now and then a row that does not exist.
/// </summary>
internal sealed class References(Session session, Catalogue catalogue)
{
    private const int MostTargets = 8;

    public async Task<IReadOnlyList<Variable>> VariablesAsync(Table table)
    {
        var variables = new List<Variable>();
        var isolating = table.Columns.FirstOrDefault(column => column.Name == table.Isolation.Column);
        if (isolating is not null && !table.ForeignKeys.Any(key => key.Columns is [var only] && only == isolating.Name))
        {
            variables.Add(Variable.Of(isolating.Name, [.. table.Isolation.Owners.Select<string, Literal>(owner => _ => $"'{owner}'::{isolating.Type}"),
                .. table.UniqueKeys.Any(key => key.Columns.Count == 1 && key.Columns[0] == isolating.Name) ? Literals.Of(table, isolating) : []]));
        }

        // What no key is sure to set comes first, so that a key which points nowhere leaves it with a value.
        foreach (var column in table.Columns.Where(column => column != isolating && !IsSetByKey(table, column)))
        {
            variables.Add(Variable.Of(column.Name, [.. Literals.Of(table, column), .. await ByNameAsync(table, column)]));
        }

        foreach (var key in table.ForeignKeys.OrderByDescending(key => key.Columns.Count))
        {
            variables.Add(await KeyAsync(table, key));
        }

        return variables;
    }

    private static bool IsSetByKey(Table table, Column column) => table.ForeignKeys.Any(key =>
        key.Columns.Contains(column.Name) && (column.IsNullable || !table.Columns.Any(other => other.IsNullable && key.Columns.Contains(other.Name))));

    private async Task<Variable> KeyAsync(Table table, ForeignKey key)
    {
        var columns = key.Columns.Select(name => table.Columns.Single(column => column.Name == name)).ToList();
        var targets = await session.ReadAsync(
            $"select array[{string.Join(", ", key.TargetColumns.Zip(columns, (target, column) => $"quote_literal(\"{target}\") || '::{column.Type}'"))}] from {key.Target} limit {4 * MostTargets}",
            row => row.GetFieldValue<string[]>(0));
        var values = targets.Select<string[], Func<int, IReadOnlyList<string?>>>(target => _ => target).ToList();
        if (columns.Any(column => column.IsNullable))
        {
            values.Insert(Math.Min(1, values.Count), _ => [.. columns.Select(column => column.IsNullable ? "null" : null)]);
        }

        return new Variable(key.Columns, values);
    }

    private async Task<IEnumerable<Literal>> ByNameAsync(Table table, Column column)
    {
        if (column.Type is not ("uuid" or "text" or "uuid[]") || NamedBy(table, column) is not { } target)
        {
            return [];
        }

        var known = await session.ReadAsync($"select id::text from {target.FullName} limit {MostTargets}");
        var ids = known.Count > 0 ? [.. known.Select(id => $"'{id}'")] : Enumerable.Range(0, MostTargets).Select(number => Literals.Uuid(target.FullName, number));
        return ids.Select<string, Literal>(id => column.Type == "uuid[]" ? _ => $"array[{id}]::uuid[]" : _ => $"{id}::{column.Type}");
    }

    /// <returns>The table of the same schema whose rows the column's name speaks of.</returns>
    private Table? NamedBy(Table table, Column column)
    {
        var tables = catalogue.Tables.Where(other => other.Schema == table.Schema && other.Columns.Any(key => key is { Name: "id", Type: "uuid" })).ToList();
        if (column.Name == "id")
        {
            // Two tables that hold one kind of thing may hold the same thing: keys, jobs.
            return tables.Find(other => other != table && LastWord(other.Name) == LastWord(table.Name));
        }

        var words = column.Name.EndsWith("_by", StringComparison.Ordinal) || column.Name == "owner_id" ? ["user"] : column.Name.Split('_')[..^1];
        return column.Name.EndsWith("_id", StringComparison.Ordinal) || column.Name.EndsWith("_ids", StringComparison.Ordinal) || words is ["user"]
            ? Enumerable.Range(0, words.Length).Select(from => Named(string.Join('_', words[from..]) + "s")).FirstOrDefault(found => found is not null)
            : null;

        Table? Named(string plural) => tables.Find(other => other.Name == plural) ?? tables.Find(other => other.Name.EndsWith("_" + plural, StringComparison.Ordinal));
    }

    private static string LastWord(string name) => name[(name.LastIndexOf('_') + 1)..];
}
