using Npgsql;
using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>COPY out of and into every table. It needs a connection of its own: the server does not run it inside a function.</summary>
internal static class CopyAttacks
{
    /// <summary>What each table is attacked with.</summary>
    public static readonly IReadOnlyList<string> Probes = ["copy to", "copy to without a tenant", "copy from"];

    public static async Task<IReadOnlyList<Hole>> FireAsync(string ownerConnectionString, IReadOnlyList<Prey> prey, CancellationToken ct)
    {
        var holes = new List<Hole>();
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(ct);
        foreach (var one in prey)
        {
            var (table, isolation) = (one.Table, one.Table.Isolation);
            foreach (var (probe, setting, judge) in (IEnumerable<(string, string, Func<Outcome, string?>)>)
                [(Probes[0], isolation.SettingOf(isolation.Attacker), Judge.AtMostOwn(one.AttackerRows)), (Probes[1], "", Judge.NothingOrError)])
            {
                Judged(probe, judge(await TryAsync(connection, table, setting, () => CountAsync(connection, $"copy {table.FullName} to stdout", ct), ct)));
            }

            Judged(Probes[2], Entered(await TryAsync(connection, table, isolation.SettingOf(isolation.Victim), () => EnterAsync(connection, table, ct), ct)));

            void Judged(string probe, string? wrong)
            {
                if (wrong is not null)
                {
                    holes.Add(new Hole(table.FullName, probe, $"{probe} as {table.Role} {wrong}"));
                }
            }
        }

        return holes;
    }

    private static string? Entered(Outcome outcome) => outcome.Refused is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.FeatureNotSupported ? null : $"was not refused but gave {outcome}";

    private static async Task<Outcome> TryAsync(NpgsqlConnection connection, Table table, string setting, Func<Task<int>> copy, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var scope = new NpgsqlCommand("select set_config($1, $2, true), set_config('role', $3, true)", connection)
        {
            Parameters = { new() { Value = table.Isolation.Setting }, new() { Value = setting }, new() { Value = table.Role } },
        };
        await scope.ExecuteNonQueryAsync(ct);
        try
        {
            return new Outcome(await copy(), null);
        }
        catch (PostgresException e)
        {
            return new Outcome(0, e.SqlState, e.ConstraintName);
        }
    }

    private static async Task<int> CountAsync(NpgsqlConnection connection, string copy, CancellationToken ct)
    {
        var rows = 0;
        using var reader = await connection.BeginTextExportAsync(copy, ct);
        while (await reader.ReadLineAsync(ct) is not null)
        {
            rows++;
        }

        return rows;
    }

    private static async Task<int> EnterAsync(NpgsqlConnection connection, Table table, CancellationToken ct)
    {
        await using var writer = await connection.BeginTextImportAsync($"copy {table.FullName} ({table.Isolation.Column}) from stdin", ct);
        await writer.WriteLineAsync(table.Isolation.Victim);
        return 1;
    }
}
