using Npgsql;
using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.Verification;

/// <summary>A database at one moment, all of it: what the catalogue says and what the tables hold.</summary>
internal sealed record State(IReadOnlyList<string> Catalogue, RowSnapshot Rows)
{
    public static async Task<State> ReadAsync(string connectionString, DateTimeOffset since)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return await ReadAsync(connection, since);
    }

    public static async Task<State> ReadAsync(NpgsqlConnection connection, DateTimeOffset since) => new(
        await CatalogueFingerprint.ReadAsync(connection, withRoles: true), await RowSnapshot.ReadAsync(connection, since));

    /// <summary>What a way back, from here to <paramref name="after"/>, did not bring back: not one object, row or column may differ, and no sequence gives a number twice.</summary>
    public IEnumerable<string> DifferencesTo(State after) =>
    [
        .. CatalogueDifferencesTo(after),
        .. RowDifference.Between(Rows, after.Rows, sum => sum.Exact).Select(difference => difference.ToString()),
        .. Rows.Sequences.Where(sequence => after.Rows.Sequences.GetValueOrDefault(sequence.Key, long.MaxValue) < sequence.Value)
            .Select(sequence => $"sequence {sequence.Key} went back from {sequence.Value} to {after.Rows.Sequences[sequence.Key]}: it would give numbers again"),
    ];

    /// <summary>What a second run of the same steps made otherwise than the first, except what no run can repeat: its own time, and the numbers of identities.</summary>
    public IEnumerable<string> DifferencesToRepetition(State again) =>
        [.. CatalogueDifferencesTo(again), .. RowDifference.Between(Rows, again.Rows, sum => sum.Lasting).Select(difference => difference.ToString())];

    /// <summary>What differs in the catalogues: - as it was, + as it is.</summary>
    public IEnumerable<string> CatalogueDifferencesTo(State after) =>
        [.. Catalogue.Except(after.Catalogue).Select(line => "- " + line), .. after.Catalogue.Except(Catalogue).Select(line => "+ " + line)];
}
