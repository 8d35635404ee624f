using System.Text.RegularExpressions;
using TwinPlatform.Database.Proofs.Linting.Migrations;

namespace TwinPlatform.Database.Proofs.Linting.Rules;

/// <summary>What a step may do to tables that a running release uses: nothing that stops it, nothing that it would not understand.</summary>
internal static partial class StepRules
{
    public static IReadOnlyList<StepRule> All { get; } =
    [
        new(
            "M20",
            "No step writes a whole table anew.",
            "Nobody reads or writes the table meanwhile, and it is there twice. strong_migrations: changing the type of a column; squawk changing-column-type.",
            step => step.Kept.Where(table => table.Before.File != table.After.File)
                .Select(table => (table.Name, "is written anew: add a column, fill it in batches, and drop the old one a release later"))),
        new(
            "M21",
            "An index on a table in use is built concurrently, in a step of its own.",
            "A plain build stops every writer until it is done. squawk require-concurrent-index-creation.",
            step => step.IsTransactional
                ? from table in step.Kept
                  from index in table.NewIndexes
                  select (table.Name, $"index {index.Name} stops writers while it is built: put it into a step with `-- no transaction`")
                : []),
        new(
            "M22",
            "A constraint on a table in use comes unvalidated, and is validated in a later step.",
            "Validation reads every row under a lock that stops writers, and a validation of its own does not. squawk constraint-missing-not-valid.",
            step => from table in step.Kept
                    from constraint in table.NewConstraints
                    where constraint.Kind is "c" or "f" && constraint.Validated
                    select (table.Name, $"constraint {constraint.Name} is checked against every row under a lock: add it `not valid`, and validate it in the next step")),
        new(
            "M23",
            "A column in use becomes not null only when a validated check says so already.",
            "SET NOT NULL reads every row while nobody else may. squawk adding-not-nullable-field; strong_migrations: setting NOT NULL.",
            step => from table in step.Kept
                    from column in table.Columns
                    where !column.Before.Required && column.After.Required && !IsKnownNotNull(table.Before, column.Before)
                    select (table.Name, $"column {column.After.Name} becomes not null: add `check ({column.After.Name} is not null) not valid` and validate it first")),
        new(
            "M24",
            "No column of a table in use is dropped.",
            "The previous release still names it. strong_migrations: removing a column; expand and contract.",
            step => from table in step.Kept
                    from column in table.GoneColumns
                    select (table.Name, $"column {column.Name} is dropped: only once no release that is running names it, and say so with `-- lint: allow M24 because …`")),
        new(
            "M25",
            "Nothing in use is renamed.",
            "The previous release knows the old name only. squawk renaming-column, renaming-table.",
            step => (from table in step.Kept from column in table.Columns where column.Before.Name != column.After.Name
                     select (table.Name, $"column {column.Before.Name} is renamed to {column.After.Name}: add the new one beside it"))
                .Concat(from table in step.Kept where table.Before.Name != table.After.Name select (table.Name, $"is renamed to {table.After.Name}: make the new one beside it"))),
        new(
            "M26",
            "No column in use changes its type.",
            "The previous release sends and reads the old one. squawk changing-column-type.",
            step => from table in step.Kept
                    from column in table.Columns
                    where column.Before.Type != column.After.Type
                    select (table.Name, $"column {column.Before.Name} changes from {column.Before.Type} to {column.After.Type}: add the new one beside it")),
        new(
            "M27",
            "A new column of a table in use may be left out.",
            "The previous release's inserts do not name it. squawk adding-required-field.",
            step => from table in step.Kept
                    from column in table.NewColumns
                    where column.Required && !column.FillsItself
                    select (table.Name, $"new column {column.Name} is not null and has no default")),
        new(
            "M28",
            "What the previous release writes stays allowed.",
            "A check that became narrower, or is new on an old column, refuses its rows. A list of values may grow.",
            step => from table in step.Kept
                    from constraint in table.NewConstraints
                    where constraint.Kind == "c" && constraint.Columns.Any(table.Before.Columns.ContainsKey) && !IsWidened(table.Before, constraint)
                    select (table.Name, $"check {constraint.Name} may refuse what the previous release writes")),
        new(
            "M29",
            "No table or view in use is dropped.",
            "The previous release still reads it. squawk ban-drop-table.",
            step => step.Gone.Select(table => (table.Name, "is dropped: only once no release that is running uses it, and say so with `-- lint: allow M29 because …`"))),
        new(
            "M30",
            "No column in use loses its default.",
            "The previous release's inserts rely on it.",
            step => from table in step.Kept
                    from column in table.Columns
                    where column.Before is { FillsItself: true } && column.After is { FillsItself: false, Required: true }
                    select (table.Name, $"column {column.After.Name} loses its default")),
        new(
            "M31",
            "No right in use is taken away.",
            "The previous release's statements are refused from this moment.",
            step => from table in step.Kept
                    from grant in table.Before.Grants.Except(table.After.Grants)
                    where !table.GoneColumns.Any(column => grant.EndsWith($" on {column.Name}", StringComparison.Ordinal))
                    select (table.Name, $"{grant} is revoked")),
        new(
            "M32",
            "No function in use is dropped, and none changes its arguments.",
            "The previous release still calls it.",
            step => step.Before.Routines.Except(step.After.Routines).Select(routine => (routine, "is dropped or takes other arguments: make the new one beside it"))),
        new(
            "M33",
            "What the previous release writes stays unique enough.",
            "A new unique key on columns that are there refuses its rows, and fails on rows that are there already.",
            step => from table in step.Kept
                    from index in table.NewIndexes
                    where index.IsUnique
                    select (table.Name, $"{index.Name} makes unique what the previous release may write twice")),
        new(
            "M34",
            "A step holds at most one table in use.",
            "Two tables are locked one after the other, and whoever uses both waits for both, or for ever. strong_migrations: lock timeouts.",
            step => step.Locked.Count > 1
                ? step.Locked.Select(table => (step.Before.Tables[table].Name, $"is held together with {step.Locked.Count - 1} more: one step for each table"))
                : []),
    ];

    private static bool IsKnownNotNull(TableState table, ColumnState column) =>
        table.Constraints.Values.Any(constraint => constraint.Validated && constraint.Definition == $"CHECK (({column.Name} IS NOT NULL))");

    /// <summary>The check of that name was there, says the same, and lists at least the same values.</summary>
    private static bool IsWidened(TableState before, ConstraintState now) => before.Constraints.Values.Any(then =>
        then.Name == now.Name
        && WithoutLists(then) == WithoutLists(now)
        && Values(then).All(Values(now).Contains));

    private static string WithoutLists(ConstraintState constraint) => Lists().Replace(constraint.Definition, "");

    private static HashSet<string> Values(ConstraintState constraint) => [.. Value().Matches(constraint.Definition).Select(match => match.Value)];

    [GeneratedRegex(@"ARRAY\[[^\]]*\]| NOT VALID$")]
    private static partial Regex Lists();

    [GeneratedRegex("'(?:[^']|'')*'")]
    private static partial Regex Value();
}
