using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.Seeding;
using Npgsql;

namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>
/// Attacks a table: one owner of rows reaches for another's by every command. What the catalogue promises is here seen to hold.
/// </summary>
internal static class IsolationProbes
{
    private const string Refused = PostgresErrorCodes.InsufficientPrivilege;

    public static async Task<IReadOnlyList<string>> FindingsAsync(Session session, Table table, RowGenerator rows)
    {
        var findings = new List<string>();
        var (victim, attacker) = (table.Isolation.Owners[0], table.Isolation.Owners[1]);
        var prey = await rows.EnsureAsync(table, victim, findings);
        await rows.EnsureAsync(table, attacker, findings);
        var before = await ChecksumAsync(session, table, victim);

        var column = table.Isolation.Column;
        await session.AsAsync(table.Role, table.Isolation, attacker);
        await ExpectAsync("SELECT another's row", $"select from {table.FullName} where {column} = '{victim}'", 0);
        await ExpectAsync("SELECT without a condition", $"select from {table.FullName}", 1);
        await ExpectAsync("INSERT for another", prey.InsertForSql(victim), rows: null);
        await ExpectAsync("UPDATE another's row", $"update {table.FullName} set {column} = {column} where {column} = '{victim}'", 0);
        await ExpectAsync("UPDATE without a condition", $"update {table.FullName} set {column} = {column}", 1);
        await ExpectAsync("UPDATE that gives a row away", $"update {table.FullName} set {column} = '{victim}'", rows: null);
        await ExpectAsync("DELETE another's row", $"delete from {table.FullName} where {column} = '{victim}'", 0);
        await ExpectAsync("DELETE without a condition", $"delete from {table.FullName}", 1);

        if (await ChecksumAsync(session, table, victim) != before)
        {
            findings.Add($"{table.FullName}: another's row changed");
        }

        return findings;

        // Either the role lacks the privilege altogether, or it reaches exactly so many rows (null: it must be refused).
        async Task ExpectAsync(string attack, string sql, int? rows)
        {
            var outcome = await session.TryAsync(sql);
            if (outcome.Refused != Refused && (outcome.Refused is not null || outcome.Rows != rows))
            {
                findings.Add($"{table.FullName}: {attack} as {table.Role} gave {outcome}");
            }
        }
    }

    private static async Task<string> ChecksumAsync(Session session, Table table, string owner)
    {
        await session.AsOwnerAsync();
        return (await session.ReadAsync($"select coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from {table.FullName} t where {table.Isolation.Column} = '{owner}'"))[0];
    }
}
