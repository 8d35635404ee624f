using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>What one owner of rows tries against another's in a table, and what somebody tries who is no owner at all. The role is the service's own.</summary>
internal static class TableAttacks
{
    /// <summary>As a second owner, who has rows of its own to be mistaken for.</summary>
    public static IEnumerable<Attack> AsAnother(Prey prey)
    {
        var table = prey.Table;
        var attacker = Identity.Of(table.Role, table.Isolation, table.Isolation.Attacker, "second tenant");
        if (prey.MaySelect)
        {
            yield return Attack("select of one's own rows", $"select from {table.FullName} where {table.Isolation.Column} = '{table.Isolation.Attacker}'", Judge.Exactly(prey.AttackerRows));
        }

        foreach (var (probe, sql) in Reaches(prey))
        {
            yield return Attack(probe, sql, Judge.Nothing);
        }

        foreach (var (probe, sql) in Unconditional(prey))
        {
            yield return Attack(probe, sql, Judge.AtMostOwn(prey.AttackerRows));
        }

        foreach (var (probe, sql) in Impostures(prey))
        {
            yield return Attack(probe, sql, Judge.Refused);
        }

        // In the other's footsteps: with its very keys, in one's own name, where no row of one's own is in the way.
        var footsteps = Insert(prey, table.Isolation.Attacker, prey.VictimRow);
        yield return Attack("insert with a taken key", footsteps, Judge.KeyIsFree) with { Preparation = DeleteOf(prey, table.Isolation.Attacker) };
        if (table.ForeignKeys.Any(prey.TellsApart))
        {
            yield return Attack("insert that refers to another's row", footsteps, Judge.NotAttached) with { Preparation = DeleteOf(prey, table.Isolation.Attacker) };
        }

        if (prey.MayInsert)
        {
            yield return Attack("insert of one's own row", Insert(prey, null, prey.AttackerRow), Judge.Exactly(1)) with { Preparation = DeleteOf(prey, table.Isolation.Attacker) };
        }

        Attack Attack(string probe, string sql, Func<Outcome, string?> judge) => new(table.FullName, probe, attacker, sql, judge);
    }

    /// <summary>Without a tenant, as on a connection that served one a moment ago, and with a text that names none.</summary>
    public static IEnumerable<Attack> AsNobody(Prey prey)
    {
        var (table, isolation) = (prey.Table, prey.Table.Isolation);
        foreach (var (value, words) in ((string? Value, string Words)[])[("", "no tenant"), (isolation.Malformed, "malformed tenant")])
        {
            if (value is null)
            {
                continue;
            }

            var nobody = new Identity(table.Role, isolation.Setting, value, words);
            foreach (var (probe, sql) in Reaches(prey).Concat(Unconditional(prey)).Concat(Impostures(prey)))
            {
                yield return new Attack(table.FullName, probe, nobody, sql, Judge.NothingOrError);
            }

            yield return new Attack(table.FullName, "insert of a row of nobody's", nobody, Insert(prey, null, prey.AttackerRow), Judge.NothingOrError, DeleteOf(prey, isolation.Attacker));
        }
    }

    /// <summary>Statements that name another's rows and must find none.</summary>
    private static IEnumerable<(string Probe, string Sql)> Reaches(Prey prey)
    {
        var (name, column) = (prey.Table.FullName, prey.Table.Isolation.Column);
        var (his, change) = ($"where {column} = '{prey.Table.Isolation.Victim}'", $"set {prey.Changeable} = {prey.Literal(prey.AttackerRow, prey.Changeable)}");
        yield return ("select of another's row", $"select from {name} {his}");
        yield return ("select for update", $"select from {name} {his} for update");
        yield return ("insert … select", $"insert into {name} ({Columns(prey)}) select {Columns(prey)} from {name} {his}");
        yield return ("update of another's row", $"update {name} {change} {his}");
        yield return ("update … returning", $"update {name} {change} {his} returning {column}");
        yield return ("update that takes a row", $"update {name} set {column} = '{prey.Table.Isolation.Attacker}' {his}");
        yield return ("delete of another's row", $"delete from {name} {his}");
        yield return ("delete … returning", $"delete from {name} {his} returning {column}");
        yield return ("merge that updates", $"merge into {name} t using (values (1)) v on t.{column} = '{prey.Table.Isolation.Victim}' when matched then update {change}");
        yield return ("merge that deletes", $"merge into {name} t using (values (1)) v on t.{column} = '{prey.Table.Isolation.Victim}' when matched then delete");
    }

    /// <summary>Statements that forget to say whose rows they mean.</summary>
    private static IEnumerable<(string Probe, string Sql)> Unconditional(Prey prey)
    {
        var name = prey.Table.FullName;
        yield return ("select without a condition", $"select from {name}");
        yield return ("update without a condition", $"update {name} set {prey.Changeable} = {prey.Literal(prey.AttackerRow, prey.Changeable)}");
        yield return ("delete without a condition", $"delete from {name}");
    }

    /// <summary>Statements that act in another's name, or for all at once.</summary>
    private static IEnumerable<(string Probe, string Sql)> Impostures(Prey prey)
    {
        var (table, isolation) = (prey.Table, prey.Table.Isolation);
        var change = $"{prey.Changeable} = excluded.{prey.Changeable}";
        yield return ("insert for another", Insert(prey, isolation.Victim, prey.AttackerRow));
        yield return ("upsert onto another's key", $"{Insert(prey, isolation.Victim, prey.VictimRow)} on conflict on constraint {prey.PrimaryKey} do update set {change}");
        yield return ("update that gives a row away", $"update {table.FullName} set {isolation.Column} = '{isolation.Victim}'");
        yield return ("truncate", $"truncate {table.FullName} cascade");
    }

    /// <summary>Inserts for an owner that the statement names; without one, the column's default says whose row it is.</summary>
    private static string Insert(Prey prey, string? owner, IReadOnlyList<string> row)
    {
        var isolation = prey.Table.Isolation;
        var pairs = prey.Table.Columns.Zip(row, (column, literal) => (column.Name, Literal: literal)).Where(pair => pair.Name != isolation.Column).ToList();
        if (owner is not null)
        {
            pairs.Insert(0, (isolation.Column, $"'{owner}'"));
        }

        return pairs.Count == 0
            ? $"insert into {prey.Table.FullName} default values"
            : $"insert into {prey.Table.FullName} ({string.Join(", ", pairs.Select(pair => pair.Name))}) values ({string.Join(", ", pairs.Select(pair => pair.Literal))})";
    }

    private static string DeleteOf(Prey prey, string owner) => $"delete from {prey.Table.FullName} where {prey.Table.Isolation.Column} = '{owner}'";

    private static string Columns(Prey prey) => string.Join(", ", prey.Table.Columns.Select(column => column.Name));
}
