namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>What the isolation proof says: a table of what was attacked how often, one line for each hole, and who noticed each broken wall.</summary>
internal static class IsolationReport
{
    /// <summary>A column of the table, and the probes that count in it.</summary>
    private static readonly (string Title, Func<Attack, bool> Holds)[] Columns =
    [
        ("select", attack => Own(attack) && attack.Probe.StartsWith("select", StringComparison.Ordinal)),
        ("insert", attack => Own(attack) && attack.Probe.StartsWith("insert", StringComparison.Ordinal)),
        ("update", attack => Own(attack) && attack.Probe.StartsWith("update", StringComparison.Ordinal)),
        ("delete", attack => Own(attack) && attack.Probe.StartsWith("delete", StringComparison.Ordinal)),
        ("upsert", attack => Own(attack) && attack.Probe.StartsWith("upsert", StringComparison.Ordinal)),
        ("merge", attack => Own(attack) && attack.Probe.StartsWith("merge", StringComparison.Ordinal)),
        ("truncate", attack => Own(attack) && attack.Probe == "truncate"),
        ("views, calls", attack => attack.Probe.Contains("that shows", StringComparison.Ordinal)),
        ("services", attack => attack.Probe.EndsWith("by another service", StringComparison.Ordinal)),
        ("across", attack => attack.Probe.EndsWith("across tenants", StringComparison.Ordinal)),
    ];

    /// <summary>One line for each thing that was attacked: how many attacks of each kind it stood, and an exclamation mark where it did not.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<Attack> attacks, IReadOnlyList<Hole> holes)
    {
        var open = holes.Select(hole => (hole.Subject, hole.Probe)).ToHashSet();
        var width = attacks.Max(attack => attack.Subject.Length);
        yield return new string(' ', width) + string.Concat(Columns.Select(column => $"  {column.Title}"));
        foreach (var subject in attacks.GroupBy(attack => attack.Subject).OrderBy(subject => subject.Key, StringComparer.Ordinal))
        {
            yield return subject.Key.PadRight(width) + string.Concat(Columns.Select(column =>
            {
                var tried = subject.Where(column.Holds).ToList();
                var cell = tried.Count == 0 ? "·" : $"{tried.Count}{(tried.Exists(attack => open.Contains((attack.Subject, attack.Probe))) ? "!" : "")}";
                return "  " + cell.PadLeft(column.Title.Length);
            }));
        }
    }

    /// <summary>One line for a mutation: where it was made, and who noticed; or, in full, one line for each place.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<Breach> breaches, bool inFull)
    {
        if (breaches.Count == 0)
        {
            yield break;
        }

        if (inFull)
        {
            foreach (var breach in breaches.Where(breach => breach.NoticedBy is not null))
            {
                yield return $"{breach.Mutation} on {breach.Where}: caught by \"{breach.NoticedBy}\"";
            }
        }
        else
        {
            var by = breaches.Where(breach => breach.NoticedBy is not null).GroupBy(breach => Short(breach.NoticedBy!)).OrderByDescending(probe => probe.Count());
            yield return $"{breaches[0].Mutation}: {breaches.Count} times, caught by {string.Join(", ", by.Select(probe => $"\"{probe.Key}\" ({probe.Count()})"))}";
        }

        foreach (var breach in breaches.Where(breach => breach.NoticedBy is null))
        {
            yield return $"NOBODY NOTICED: {breach.Mutation} on {breach.Where}";
        }
    }

    private static bool Own(Attack attack) => !attack.Probe.EndsWith("by another service", StringComparison.Ordinal) && !attack.Probe.EndsWith("across tenants", StringComparison.Ordinal);

    /// <summary>What the catalogue says names columns and policies; a summary does not.</summary>
    private static string Short(string probe) => probe.StartsWith("catalogue", StringComparison.Ordinal) ? "catalogue" : probe;
}
