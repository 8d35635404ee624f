using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.Linting;

/// <summary>All rules over the whole chain.</summary>
internal static class Linter
{
    public static IReadOnlyList<Rule> Rules { get; } = [.. CatalogueLint.Rules, .. MigrationLint.Rules];

    /// <param name="scratchConnectionString">The owner's login on an empty database. It has the chain's schema afterwards.</param>
    /// <param name="chain">The steps, in order.</param>
    /// <param name="ct">Cancels between and within steps.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(string scratchConnectionString, IReadOnlyList<Migration> chain, CancellationToken ct)
    {
        var migrations = await MigrationLint.FindingsAsync(scratchConnectionString, chain, ct);
        if (migrations.Any(finding => finding.Rule == MigrationLint.Runs.Id))
        {
            return migrations; // half a schema has faults that the whole one has not
        }

        await using var session = await Session.OpenAsync(scratchConnectionString);
        return [.. migrations, .. await CatalogueLint.FindingsAsync(session)];
    }
}
