using System.Diagnostics;
using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.Seeding;

namespace TwinPlatform.Database.Proofs.Verification;

/// <summary>
/// The proof of one step, on a database at the version before it. First with the rows of that version: the way down must bring back everything, and a second way
/// up must make the same as the first. Then with rows written after the step: what does not survive down and up must be declared.
/// </summary>
/// <param name="connectionString">The owner of a server on which nobody else works: roles are compared too.</param>
/// <param name="chain">The steps, this one among them.</param>
/// <param name="since">When the proof began, by the server's clock.</param>
internal sealed class StepProof(string connectionString, IReadOnlyList<Migration> chain, DateTimeOffset since)
{
    /// <summary>Where steps put what they take out of use. Nobody else writes there, so no rows of a later day appear there.</summary>
    private const string ShadowSuffix = "_shadow";

    /// <summary>Gives each role a password, as <c>up</c> does from the environment.</summary>
    private const string PasswordsSql = """
        do $$
        declare
            r name;
        begin
            for r in select rolname from pg_authid where oid >= 16384 and rolcanlogin and rolpassword is null loop
                execute format('alter role %I password %L', r, r);
            end loop;
        end $$
        """;

    public async Task<StepReport> ProveAsync(Migration step, CancellationToken ct)
    {
        var findings = new List<string>();
        var lost = new List<RowDifference>();
        var (up, down) = (TimeSpan.Zero, TimeSpan.Zero);
        var shapes = await SeedEmptyAsync();
        var before = await ReadAsync();
        var broke = false;
        try
        {
            up = await UpAsync(step, ct);
            var first = await ReadAsync();
            down = await DownAsync(step, ct);
            findings.AddRange(before.DifferencesTo(await ReadAsync()).Select(line => $"down does not restore: {line}"));
            await UpAsync(step, ct);
            findings.AddRange(first.DifferencesToRepetition(await ReadAsync()).Select(line => $"up again is not up: {line}"));

            await WriteLaterRowsAsync(shapes);
            var full = await ReadAsync();
            await DownAsync(step, ct);
            var back = await ReadAsync();
            findings.AddRange(before.CatalogueDifferencesTo(back).Select(line => $"down with later rows does not restore: {line}"));
            findings.AddRange(RowDifference.Between(before.Rows, back.Rows, sum => sum.Exact).Where(rows => rows.Missing > 0).Select(rows => $"down with later rows does not restore: {rows}"));
            await UpAsync(step, ct);
            var again = await ReadAsync();
            findings.AddRange(full.CatalogueDifferencesTo(again).Select(line => $"up again with later rows is not up: {line}"));
            lost.AddRange(RowDifference.Between(full.Rows, again.Rows, sum => sum.Lasting));
            findings.AddRange(DeclaredLoss.Findings(step.Loses, [.. full.Rows.Tables.Keys], lost));
        }
        catch (MigrationException e)
        {
            broke = true;
            findings.Add(e.Message);
        }

        return new StepReport(step, up, down, before.Rows.Tables.Sum(table => table.Value.Count), before.Rows.Tables.Count, lost, findings, broke);
    }

    /// <summary>What a row of the table can be: with another shape, rows of the old one prove nothing.</summary>
    private static string ShapeOf(Table table) => string.Join('\n', [
        .. table.Columns, .. table.Checks.Select(check => check.Definition),
        .. table.ForeignKeys.Select(key => $"{string.Join(',', key.Columns)} to {key.Target}"), .. table.UniqueKeys.Select(key => $"unique {string.Join(',', key.Columns)}")]);

    private async Task<TimeSpan> UpAsync(Migration step, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        await new MigrationRunner(connectionString, [.. chain.Take(step.Version)], _ => { }).UpAsync(ct);
        return clock.Elapsed;
    }

    private async Task<TimeSpan> DownAsync(Migration step, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        await new MigrationRunner(connectionString, [.. chain.Take(step.Version)], _ => { }).DownAsync(step.Version - 1, ct);
        return clock.Elapsed;
    }

    private Task<State> ReadAsync() => State.ReadAsync(connectionString, since);

    /// <summary>Rows for the tables that have none; those that have some got them from the steps before.</summary>
    /// <returns>The shape of each table.</returns>
    private async Task<IReadOnlyDictionary<string, string>> SeedEmptyAsync()
    {
        await using var session = await Session.OpenAsync(connectionString);
        var catalogue = await Catalogue.ReadAsync(session, everySchema: true);
        var filled = catalogue.Tables.Count == 0 ? [] : await session.ReadAsync(
            string.Join(" union all ", catalogue.Tables.Select(table => $"select '{table.FullName}' where exists (select from {table.FullName})")));
        await new TableSeeder(session, catalogue).SeedAsync([.. catalogue.Tables.ExceptBy(filled, table => table.FullName)]);
        await session.CommitAsync();
        return catalogue.Tables.ToDictionary(table => table.FullName, ShapeOf);
    }

    /// <summary>Rows, as somebody writes them after the step, in every table that the step has made or changed.</summary>
    private async Task WriteLaterRowsAsync(IReadOnlyDictionary<string, string> shapes)
    {
        await using var session = await Session.OpenAsync(connectionString);
        var catalogue = await Catalogue.ReadAsync(session, everySchema: true);
        await new TableSeeder(session, catalogue).SeedAsync([.. catalogue.Tables.Where(table =>
            shapes.GetValueOrDefault(table.FullName) != ShapeOf(table) && !table.Schema.EndsWith(ShadowSuffix, StringComparison.Ordinal))]);
        await session.RunAsync(PasswordsSql);
        await session.CommitAsync();
    }
}
