using Npgsql;

namespace TwinPlatform.Migrations;

/// <summary>A table of a service or of the old shapes, with the role that works on it and what that role may do.</summary>
internal sealed record BusyTable(string Name, string Role, string? Column)
{
    private const string Tenant = "0a000000-0000-7000-8000-000000000001";

    /// <remarks>As in a service: the role and the tenant are set in the same round trip, for this one transaction.</remarks>
    private string Scope =>
        $"select set_config('role', '{Role}', true), set_config('app.tenant_id', '{Tenant}', true), set_config('app.namespace', '=bench', true); ";

    private const string TablesSql = """
        select format('%I.%I', n.nspname, c.relname), coalesce(r.rolname, current_user), (
            select quote_ident(a.attname) from pg_attribute a
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
                and has_column_privilege(coalesce(r.rolname, current_user), c.oid, a.attnum, 'update')
            order by a.attnum desc limit 1)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_roles r on r.rolname = 'twin_' || n.nspname
        where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|migrations)' and has_table_privilege(coalesce(r.rolname, current_user), c.oid, 'select')
        order by 1
        """;

    public string ReadSql => $"{Scope}select * from {Name} limit 50";

    /// <summary>Rewrites a few rows as they are; where the role may change nothing, it reads.</summary>
    public string WriteSql => Column is null ? ReadSql : $"{Scope}update {Name} set {Column} = {Column} where ctid = '(0,1)'";

    public static async Task<IReadOnlyList<BusyTable>> ReadAsync(string owner)
    {
        var tables = new List<BusyTable>();
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(TablesSql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            tables.Add(new BusyTable(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        }

        return tables;
    }
}
