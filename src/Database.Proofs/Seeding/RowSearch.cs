using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.Seeding;

/// <summary>
/// Looks for a row that a table takes. Each refusal names a constraint; one of the choices that it is about is made anew, at random but the same in every run.
/// A walk like this finds its way through checks that contradict each other's first choices, where counting through all combinations would not end.
/// </summary>
/// <param name="session">The database.</param>
/// <param name="table">The table.</param>
/// <param name="variables">What can be chosen.</param>
internal sealed class RowSearch(Session session, Table table, IReadOnlyList<Variable> variables)
{
    private const int Retries = 1000; // numbers above those of first attempts

    private readonly Random _dice = new(StableHash.Of(table.FullName));
    private int _retries;

    /// <summary>The last refusal, for the message when nothing was found.</summary>
    public Outcome LastRefusal { get; private set; }

    /// <param name="choices">Where to start; afterwards, the choices that led to the row.</param>
    /// <param name="number">Makes the row's values its own.</param>
    /// <param name="pinned">The variable that keeps its choice, or null.</param>
    /// <param name="attempts">How often to try.</param>
    /// <param name="insert">The statement that inserts such a row.</param>
    /// <param name="keep">Whether the row stays.</param>
    /// <returns>The row's columns and values, or null when none was taken.</returns>
    public async Task<Dictionary<string, string>?> FindAsync(
        int[] choices, int number, int? pinned, int attempts, Func<Dictionary<string, string>, string> insert, bool keep)
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var row = new Dictionary<string, string>();
            foreach (var (variable, choice) in variables.Zip(choices))
            {
                variable.Apply(choice, number, row);
            }

            var outcome = await session.AttemptAsync(insert(row), keep);
            if (outcome.Refused is null)
            {
                return row;
            }

            LastRefusal = outcome;
            var free = Enumerable.Range(0, variables.Count).Where(at => at != pinned && variables[at].Columns.Intersect(ColumnsOf(outcome)).Any()).ToList();
            if (free.Count == 0)
            {
                return null;
            }

            var turned = free[_dice.Next(free.Count)];
            choices[turned] = _dice.Next(variables[turned].Values.Count);
            number = Retries + _retries++;
        }

        return null;
    }

    /// <summary>What a refusal is about: its constraint's columns, its column, or, where PostgreSQL does not say, any.</summary>
    private IEnumerable<string> ColumnsOf(Outcome refusal) =>
        refusal.Column is { } column ? [column]
        : table.Checks.FirstOrDefault(check => check.Name == refusal.Constraint)?.Columns
        ?? table.UniqueKeys.FirstOrDefault(key => key.Name == refusal.Constraint)?.Columns
        ?? table.ForeignKeys.FirstOrDefault(key => key.Name == refusal.Constraint)?.Columns
        ?? variables.SelectMany(variable => variable.Columns);
}
