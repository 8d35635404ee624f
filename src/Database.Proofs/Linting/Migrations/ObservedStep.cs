namespace TwinPlatform.Database.Proofs.Linting.Migrations;

/// <summary>What a step did to what was there before it. Tables that the step makes itself are nobody's yet: there it may do as it likes.</summary>
/// <param name="Before">The catalogue before it.</param>
/// <param name="After">The catalogue after it.</param>
/// <param name="Locked">Tables that stood still, for readers too, until the step was committed.</param>
/// <param name="IsTransactional">It ran as one transaction; otherwise it could build indexes without stopping writers.</param>
internal sealed record ObservedStep(CatalogueState Before, CatalogueState After, IReadOnlyList<long> Locked, bool IsTransactional)
{
    /// <summary>What was there before and still is.</summary>
    public IReadOnlyList<KeptTable> Kept { get; } =
        [.. Before.Tables.Values.Where(table => After.Tables.ContainsKey(table.Oid)).Select(table => new KeptTable(table, After.Tables[table.Oid]))];

    public IEnumerable<TableState> Gone => Before.Tables.Values.Where(table => !After.Tables.ContainsKey(table.Oid));
}

/// <summary>A table on both sides of a step.</summary>
internal sealed record KeptTable(TableState Before, TableState After)
{
    public string Name => Before.Name;

    public IEnumerable<(ColumnState Before, ColumnState After)> Columns =>
        Before.Columns.Values.Where(column => After.Columns.ContainsKey(column.Number)).Select(column => (column, After.Columns[column.Number]));

    public IEnumerable<ColumnState> GoneColumns => Before.Columns.Values.Where(column => !After.Columns.ContainsKey(column.Number));

    public IEnumerable<ColumnState> NewColumns => After.Columns.Values.Where(column => !Before.Columns.ContainsKey(column.Number));

    public IEnumerable<ConstraintState> NewConstraints => After.Constraints.Values.Where(constraint => !Before.Constraints.ContainsKey(constraint.Oid));

    public IEnumerable<IndexState> NewIndexes => After.Indexes.Values.Where(index => !Before.Indexes.ContainsKey(index.Oid));
}
