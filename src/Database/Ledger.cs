using Npgsql;

namespace TwinPlatform.Database;

/// <summary>One step that was applied.</summary>
internal sealed record LedgerRow(int Version, string Name, string Checksum, DateTimeOffset AppliedAt)
{
    /// <summary>True when the script up of this step reads as it did when it was applied.</summary>
    public bool Matches(Migration step) => Version == step.Version && Checksum == step.Checksum;
}

/// <summary>What the database itself remembers of the chain.</summary>
/// <remarks>
/// It keeps the checksum of the script up: what was done cannot be edited. It keeps none of the script down, which has not happened yet: a way back that
/// proves wrong may be mended after the step was applied.
/// </remarks>
internal static class Ledger
{
    private const string ExistsSql = "select to_regclass('migrations.ledger') is not null";

    private const string CreateSql = """
        create schema migrations;
        create table migrations.ledger (
            version integer primary key,
            name text not null,
            checksum text not null,
            applied_at timestamptz not null default now()
        );
        """;

    private const string ReadSql = "select version, name, checksum, applied_at from migrations.ledger order by version";
    private const string RecordSql = "insert into migrations.ledger (version, name, checksum) values ($1, $2, $3)";
    private const string ForgetSql = "delete from migrations.ledger where version = $1";

    public static async Task CreateAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (!await ExistsAsync(connection, ct))
        {
            await using var create = new NpgsqlCommand(CreateSql, connection);
            await create.ExecuteNonQueryAsync(ct);
        }
    }

    /// <returns>The applied steps in order; none when there is no ledger yet.</returns>
    public static async Task<IReadOnlyList<LedgerRow>> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var rows = new List<LedgerRow>();
        if (await ExistsAsync(connection, ct))
        {
            await using var command = new NpgsqlCommand(ReadSql, connection);
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                rows.Add(new LedgerRow(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3)));
            }
        }

        return rows;
    }

    public static async Task RecordAsync(NpgsqlConnection connection, Migration step, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(RecordSql, connection)
        {
            Parameters = { new() { Value = step.Version }, new() { Value = step.Name }, new() { Value = step.Checksum } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task ForgetAsync(NpgsqlConnection connection, Migration step, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(ForgetSql, connection) { Parameters = { new() { Value = step.Version } } };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(ExistsSql, connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
