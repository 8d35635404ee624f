namespace TwinPlatform.Database.Proofs.Seeding;

/// <summary>What is chosen as one when a row is made: a column's value, or the row that a foreign key points to.</summary>
/// <param name="Columns">The columns that the choice sets.</param>
/// <param name="Values">The choices: a value for each column, or null where the choice leaves a column to others.</param>
internal sealed record Variable(IReadOnlyList<string> Columns, IReadOnlyList<Func<int, IReadOnlyList<string?>>> Values)
{
    public static Variable Of(string column, IEnumerable<Literal> literals) => new(
        [column], [.. literals.Select<Literal, Func<int, IReadOnlyList<string?>>>(literal => number => [literal(number)])]);

    /// <summary>Adds the choice to a row. Where columns are set already, the first choice from here on that agrees with them is taken.</summary>
    public void Apply(int choice, int number, Dictionary<string, string> row)
    {
        var values = Enumerable.Range(choice, Values.Count).Select(at => Values[at % Values.Count](number));
        var agreeing = values.FirstOrDefault(candidate => Columns.Zip(candidate).All(pair => pair.Second is null || row.GetValueOrDefault(pair.First, pair.Second) == pair.Second));
        foreach (var (column, value) in Columns.Zip(agreeing ?? Values[choice](number)))
        {
            if (value is not null)
            {
                row[column] = value;
            }
        }
    }
}
