namespace TwinPlatform.Database.Proofs.Verification;

/// <summary>How the rows of a table differ between two moments. A changed row is one that is missing and one that is new.</summary>
/// <param name="Table">The table, with its schema.</param>
/// <param name="Missing">How many are gone.</param>
/// <param name="New">How many have come.</param>
/// <param name="FirstKey">The key of one of them.</param>
internal sealed record RowDifference(string Table, int Missing, int New, string FirstKey)
{
    /// <param name="before">The earlier moment.</param>
    /// <param name="after">The later moment.</param>
    /// <param name="sum">Which of the checksums counts.</param>
    public static IEnumerable<RowDifference> Between(RowSnapshot before, RowSnapshot after, Func<RowSum, string> sum)
    {
        foreach (var table in before.Tables.Keys.Union(after.Tables.Keys).Order(StringComparer.Ordinal))
        {
            var (was, now) = (before.Tables.GetValueOrDefault(table, []), after.Tables.GetValueOrDefault(table, []));
            var (missing, added) = (Without(was, now, sum), Without(now, was, sum));
            if (missing.Count + added.Count > 0)
            {
                yield return new RowDifference(table, missing.Count, added.Count, missing.Concat(added).First().Key);
            }
        }
    }

    public override string ToString() => $"rows of {Table}: {Missing} missing, {New} new, for instance {FirstKey}";

    /// <summary>Rows may repeat, so they are counted.</summary>
    private static List<RowSum> Without(IReadOnlyList<RowSum> rows, IReadOnlyList<RowSum> others, Func<RowSum, string> sum)
    {
        var counts = others.CountBy(sum).ToDictionary();
        return [.. rows.Where(row => (counts[sum(row)] = counts.GetValueOrDefault(sum(row)) - 1) < 0)];
    }
}
