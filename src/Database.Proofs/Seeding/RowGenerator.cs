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

/// <summary>Makes one row for an owner in a table and in the tables that it refers to, inserted as the service itself would.</summary>
internal sealed class RowGenerator(Session session, Catalogue catalogue)
{
    private const int MostAttempts = 2000;

    private readonly Dictionary<(string Table, string Owner), GeneratedRow> _rows = [];
    private readonly References _references = new(session, catalogue);
    private int _number;

    /// <summary>Makes sure that an owner has a row in a table and in all tables that it refers to.</summary>
    /// <param name="table">The table.</param>
    /// <param name="owner">The tenant, or the namespace.</param>
    /// <param name="refusals">Receives what kept the service itself from inserting its own row.</param>
    /// <exception cref="InvalidOperationException">The table took no row; the message names the constraint.</exception>
    public async Task<GeneratedRow> EnsureAsync(Table table, string owner, ICollection<string> refusals)
    {
        if (_rows.TryGetValue((table.FullName, owner), out var known))
        {
            return known;
        }

        foreach (var key in table.ForeignKeys.Where(key => key.Target != table.FullName))
        {
            await EnsureAsync(catalogue[key.Target], owner, refusals);
        }

        var row = await FindAsync(table, owner);
        await session.AsAsync(table.Role, table.Isolation, owner);
        if (await session.TryAsync(row.InsertSql, keep: true) is { Rows: not 1 } refused)
        {
            refusals.Add($"{table.FullName}: {table.Role} cannot insert a row of its own ({refused})");
            await session.AsOwnerAsync();
            await session.RunAsync(row.InsertForSql(owner));
        }

        return _rows[(table.FullName, owner)] = row;
    }

    private async Task<GeneratedRow> FindAsync(Table table, string owner)
    {
        await session.AsOwnerAsync();
        var isolating = table.Columns.Single(column => column.Name == table.Isolation.Column);
        List<Variable> variables =
        [
            Variable.Of(isolating.Name, [_ => $"'{owner}'::{isolating.Type}"]),
            .. (await _references.VariablesAsync(table)).Where(variable => variable.Columns is not [var only] || only != isolating.Name),
        ];
        var search = new RowSearch(session, table, variables);
        var row = await search.FindAsync(new int[variables.Count], _number++, pinned: 0, MostAttempts, values => Generated(values).InsertForSql(owner), keep: false)
            ?? throw new InvalidOperationException($"{table.FullName} takes no generated row: {search.LastRefusal}, constraint {search.LastRefusal.Constraint ?? "none"}.");
        return Generated(row);

        GeneratedRow Generated(Dictionary<string, string> values)
        {
            var others = values.Where(value => value.Key != isolating.Name).ToList();
            return new GeneratedRow(table, [.. others.Select(value => value.Key)], [.. others.Select(value => value.Value)]);
        }
    }
}
