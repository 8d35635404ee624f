using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>
/// Attacks, loaded into the session once and fired in one round trip as often as wanted. The server itself changes role and tenant for each, and takes back
/// whatever the attack did.
/// </summary>
internal sealed class Battery
{
    private const string CreateSql = """
        create temp table if not exists attacks (
            battery integer, number integer, as_role text, setting text, value text, preparation text, attack text, primary key (battery, number));
        create or replace function pg_temp.attempt(
            as_role text, setting text, value text, preparation text, attack text, out touched bigint, out refused text, out by_constraint text) language plpgsql as $attempt$
        begin
            if preparation <> '' then
                set local session_replication_role = replica; -- the rows go, and nothing that refers to them objects
                execute preparation;
                set local session_replication_role = origin;
            end if;
            perform set_config(setting, value, true);
            perform set_config('role', as_role, true);
            execute attack;
            get diagnostics touched = row_count;
            raise sqlstate 'TWIN0'; -- the end of the block undoes the attack, the role and the setting
        exception
            when sqlstate 'TWIN0' then
                null;
            when others then
                touched := 0;
                get stacked diagnostics refused = returned_sqlstate, by_constraint = constraint_name;
        end $attempt$;
        """;

    private readonly Session _session;
    private readonly int _id;
    private readonly IReadOnlyList<Attack> _attacks;

    private Battery(Session session, int id, IReadOnlyList<Attack> attacks)
    {
        _session = session;
        _id = id;
        _attacks = attacks;
    }

    public IReadOnlyList<Attack> Attacks => _attacks;

    public static async Task<Battery> LoadAsync(Session session, IEnumerable<Attack> attacks)
    {
        await session.AsOwnerAsync();
        await session.RunAsync(CreateSql);
        var id = (await session.ReadAsync("select coalesce(max(battery), 0) + 1 from attacks", row => row.GetInt32(0)))[0];
        var battery = new Battery(session, id, [.. attacks]);
        foreach (var chunk in battery._attacks.Index().Chunk(500))
        {
            await session.RunAsync($"insert into attacks values {string.Join(",\n", chunk.Select(one => battery.Row(one.Index, one.Item)))}");
        }

        return battery;
    }

    public async Task<IReadOnlyList<Hole>> FireAsync()
    {
        await _session.AsOwnerAsync();
        var outcomes = await _session.ReadAsync(
            $"select a.number, t.touched, t.refused, t.by_constraint from attacks a cross join lateral pg_temp.attempt(a.as_role, a.setting, a.value, a.preparation, a.attack) t where a.battery = {_id} order by a.number",
            row => (Attack: _attacks[row.GetInt32(0)], Outcome: new Outcome((int)row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3))));
        return [.. outcomes.Select(one => HoleOf(one.Attack, one.Outcome)).OfType<Hole>()];
    }

    private static Hole? HoleOf(Attack attack, Outcome outcome) => attack.Judge(outcome) is { } wrong
        ? new Hole(attack.Subject, attack.Probe, $"{attack.Probe} as {attack.As.Role} ({attack.As.Words}) {wrong}")
        : null;

    private string Row(int number, Attack attack) =>
        $"({_id}, {number}, {Text(attack.As.Role)}, {Text(attack.As.Setting)}, {Text(attack.As.Value)}, {Text(attack.Preparation)}, {Text(attack.Sql)})";

    private static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
