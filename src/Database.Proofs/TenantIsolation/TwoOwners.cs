using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.Seeding;

namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>Gives each of two owners a row in every table: the simplest that its constraints allow, referring to the owner's other rows wherever it can.</summary>
internal sealed class TwoOwners(Session session, Catalogue catalogue)
{
    private const int MostAttempts = 2000;

    private readonly HashSet<string> _seeded = [];

    public async Task SeedAsync()
    {
        await session.AsOwnerAsync();
        foreach (var table in catalogue.Tables)
        {
            await SeedAsync(table);
        }
    }

    private async Task SeedAsync(Table table)
    {
        if (!_seeded.Add(table.FullName))
        {
            return;
        }

        foreach (var key in table.ForeignKeys)
        {
            await SeedAsync(catalogue[key.Target]);
        }

        foreach (var (index, owner) in table.Isolation.Owners.Index())
        {
            var variables = await VariablesAsync(table, owner, index);
            var search = new RowSearch(session, table, variables);
            if (await search.FindAsync(new int[variables.Count], index + 1, pinned: 0, MostAttempts, row => Insert(table, row), keep: true) is null)
            {
                throw new InvalidOperationException($"{table.FullName} takes no generated row: {search.LastRefusal}, constraint {search.LastRefusal.Constraint ?? "none"}.");
            }
        }
    }

    private async Task<IReadOnlyList<Variable>> VariablesAsync(Table table, string owner, int index)
    {
        var isolating = table.Columns.Single(column => column.Name == table.Isolation.Column);
        List<Variable> variables = [Variable.Of(isolating.Name, [_ => $"'{owner}'::{isolating.Type}"])];
        foreach (var key in table.ForeignKeys.Where(key => key.Target != table.FullName))
        {
            variables.Add(await ReferenceAsync(table, key, owner));
        }

        // A row that refers to its own table refers to nothing at first.
        var toItself = table.ForeignKeys.Where(key => key.Target == table.FullName).SelectMany(key => key.Columns).ToHashSet();
        foreach (var column in table.Columns.Where(column => !variables.Any(variable => variable.Columns.Contains(column.Name))))
        {
            // Each owner has numbers of its own, so that one's id in the other's name is never by chance an id of its own.
            var literals = Literals.Of(table, column)
                .Where(literal => column.Type != "uuid" || literal(1) != literal(2) || literal(1) == "null")
                .Select<Literal, Literal>(literal => number => literal((2 * number) + index))
                .ToList();
            variables.Add(Variable.Of(column.Name, toItself.Contains(column.Name) ? Enumerable.Reverse(literals) : literals));
        }

        return variables;
    }

    private async Task<Variable> ReferenceAsync(Table table, ForeignKey key, string owner)
    {
        var columns = key.Columns.Select(name => table.Columns.Single(column => column.Name == name)).ToList();
        var literals = key.TargetColumns.Zip(columns, (target, column) => $"quote_literal({target}) || '::{column.Type}'");
        var targets = await session.ReadAsync(
            $"select array[{string.Join(", ", literals)}] from {key.Target} where {table.Isolation.Column} = '{owner}'", row => row.GetFieldValue<string[]>(0));
        IReadOnlyList<string?> nothing = [.. columns.Select(column => column.IsNullable ? "null" : null)];
        return new Variable(key.Columns, [_ => targets[0], .. columns.Any(column => column.IsNullable) ? [_ => nothing] : (Func<int, IReadOnlyList<string?>>[])[]]);
    }

    private static string Insert(Table table, Dictionary<string, string> row) =>
        $"insert into {table.FullName} ({string.Join(", ", row.Keys)}) values ({string.Join(", ", row.Values)})";
}
