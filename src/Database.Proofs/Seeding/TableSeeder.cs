using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.Seeding;

/// <summary>
/// Fills tables with rows that the catalogue alone suggests: each choice of each column is used at least once where the constraints allow it, the words of checks,
/// null, and the edges of the type. What a step of the chain does to rows shows on these.
/// </summary>
/// <param name="session">The database; rows stay when it commits.</param>
/// <param name="catalogue">Its tables.</param>
internal sealed class TableSeeder(Session session, Catalogue catalogue)
{
    private const int MostRows = 40;
    private const int AttemptsForTheFirst = 2000;
    private const int AttemptsForAnother = 12;

    private readonly References _references = new(session, catalogue);
    private readonly HashSet<string> _seeded = [];

    /// <summary>Seeds the tables, those that they refer to first.</summary>
    /// <exception cref="InvalidOperationException">A table took no row; the message names the constraint.</exception>
    public async Task SeedAsync(IReadOnlyCollection<Table> tables)
    {
        foreach (var table in tables)
        {
            await SeedAsync(table, tables);
        }
    }

    private async Task SeedAsync(Table table, IReadOnlyCollection<Table> tables)
    {
        if (!_seeded.Add(table.FullName))
        {
            return;
        }

        foreach (var parent in tables.Where(other => table.ForeignKeys.Any(key => key.Target == other.FullName)))
        {
            await SeedAsync(parent, tables);
        }

        await session.AsOwnerAsync();
        var count = (int)(await session.ReadAsync($"select count(*) from {table.FullName}", row => row.GetInt64(0)))[0];
        var variables = await _references.VariablesAsync(table);
        var search = new RowSearch(session, table, variables);
        var wishes = variables.SelectMany((variable, at) => variable.Values.Select((_, choice) => (At: at, Choice: choice))).OrderBy(wish => wish.Choice).ToList();
        var open = wishes.ToHashSet();
        var choices = new int[variables.Count];
        var rows = 0;
        var dice = new Random(StableHash.Of(table.FullName) + count);
        foreach (var wish in wishes.TakeWhile(_ => rows < MostRows).Where(open.Contains))
        {
            var attempt = choices.Select((choice, at) => Start(at, choice)).ToArray();
            attempt[wish.At] = wish.Choice;
            var row = await search.FindAsync(
                attempt, count + rows, rows == 0 ? null : wish.At, rows == 0 ? AttemptsForTheFirst : AttemptsForAnother, values => InsertSql(table, values), keep: true);
            open.Remove(wish);
            if (row is null)
            {
                continue;
            }

            rows++;
            choices = attempt;
            open.ExceptWith(choices.Select((choice, at) => (at, choice)));
        }

        if (rows == 0 && variables.Count > 0)
        {
            throw new InvalidOperationException($"{table.FullName} takes no generated row: {search.LastRefusal}, constraint {search.LastRefusal.Constraint ?? "none"}.");
        }

        // The first time everywhere the ordinary value; then every second column what it has not had yet, the others what was taken before.
        int Start(int at, int proven)
        {
            var missing = rows == 0 || dice.Next(2) == 0 ? -1 : Enumerable.Range(0, variables[at].Values.Count).FirstOrDefault(choice => open.Contains((at, choice)), -1);
            return missing >= 0 ? missing : proven;
        }
    }

    private static string InsertSql(Table table, Dictionary<string, string> row) =>
        $"insert into {table.FullName} ({string.Join(", ", row.Keys.Select(column => $"\"{column}\""))}) values ({string.Join(", ", row.Values)})";
}
