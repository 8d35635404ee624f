using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>A way to break the wall, done wherever it can be done. The proof is worth as much as it notices.</summary>
/// <param name="Name">What is broken, in the words of the report.</param>
/// <param name="Faults">Where, and by which statement. All are made at once, and each must be noticed by itself.</param>
internal sealed record Mutation(string Name, IReadOnlyList<Fault> Faults)
{
    /// <summary>The border between services is broken, and whoever guards it is asked before the catalogue.</summary>
    public bool AtTheBorder { get; init; }
}

/// <summary>One broken thing.</summary>
/// <param name="Where">A table, or a whole schema.</param>
/// <param name="Sql">What breaks it.</param>
internal sealed record Fault(string Where, string Sql)
{
    /// <summary>Whether a finding about something is a finding about this.</summary>
    public bool IsAt(string subject) => subject == Where
        || subject.StartsWith(Where + ".", StringComparison.Ordinal) || subject == $"twin_{Where}" || subject == $"twin_{Where}_crosstenant";
}

/// <summary>A policy that is meant for the service's own role.</summary>
internal sealed record Policy(string Table, string Name, char Command)
{
    private const string OwnSql = """
        select n.nspname || '.' || c.relname, p.polname::text, p.polcmd::text
        from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
        where to_regrole('twin_' || n.nspname)::oid = any(p.polroles)
        order by 1, 2
        """;

    /// <summary>For a policy on inserts there is nothing to see, only to check.</summary>
    public string Condition => Command == 'a' ? "with check" : "using";

    public bool Checks => Command is '*' or 'w' or 'a';

    /// <summary>The command, as <c>create policy</c> takes it.</summary>
    public string For => Command switch { 'r' => "select", 'a' => "insert", 'w' => "update", 'd' => "delete", _ => "all" };

    public static async Task<ILookup<string, Policy>> ReadAsync(Session session)
    {
        await session.AsOwnerAsync();
        return (await session.ReadAsync(OwnSql, row => new Policy(row.GetString(0), row.GetString(1), row.GetString(2)[0]))).ToLookup(policy => policy.Table);
    }
}
