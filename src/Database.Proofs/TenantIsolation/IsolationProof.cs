using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>
/// Attacks every table, view, function and sequence of a migrated database, then breaks its walls one way after the other and sees each breach noticed.
/// Everything is read from the catalogue: a new table is attacked the day it appears.
/// </summary>
internal sealed class IsolationProof
{
    private const string RolesSql = "select rolname::text from pg_roles where rolname like 'twin\\_%' order by 1";

    private readonly Session _session;
    private readonly IReadOnlyList<string> _roles;
    private readonly Battery _asAnother;
    private readonly Battery _asNobody;
    private readonly Battery _onBorders;

    private IsolationProof(
        Session session, IReadOnlyList<Prey> prey, IReadOnlyList<string> roles, Battery asAnother, Battery asNobody, Battery onBorders)
    {
        _session = session;
        Prey = prey;
        _roles = roles;
        _asAnother = asAnother;
        _asNobody = asNobody;
        _onBorders = onBorders;
    }

    public IReadOnlyList<Prey> Prey { get; }

    /// <summary>Everything that is tried, for the report.</summary>
    public IReadOnlyList<Attack> Attacks => [.. _asAnother.Attacks, .. _asNobody.Attacks, .. _onBorders.Attacks];

    /// <param name="session">The owner's, on a migrated database of its own: rows of two tenants are left there.</param>
    public static async Task<IsolationProof> PrepareAsync(Session session)
    {
        var catalogue = await Catalogue.ReadAsync(session);
        await new TwoOwners(session, catalogue).SeedAsync();

        // Committed: some of the attacks come over connections of their own.
        await session.RunAsync("commit; begin");
        var prey = await TenantIsolation.Prey.FindAsync(session, catalogue);
        var roles = await session.ReadAsync(RolesSql);
        var surroundings = await Surrounding.ReadAsync(session);
        return new IsolationProof(
            session,
            prey,
            roles,
            await Battery.LoadAsync(session, prey.SelectMany(TableAttacks.AsAnother)),
            await Battery.LoadAsync(session, prey.SelectMany(TableAttacks.AsNobody)),
            await Battery.LoadAsync(session, [.. BoundaryAttacks.AsAnotherService(surroundings, roles), .. BoundaryAttacks.AsCrossTenantRole(surroundings, roles)]));
    }

    /// <returns>What is not as it must be; nothing when the walls stand.</returns>
    public async Task<IReadOnlyList<Hole>> AttackAsync() =>
        [.. await ProbeAsync(), .. await _asNobody.FireAsync(), .. await _onBorders.FireAsync(), .. await CatalogueHolesAsync()];

    /// <summary>Breaks the walls and looks who notices. What has been broken is whole again afterwards.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Breach>> MutateAsync()
    {
        var policies = await Policy.ReadAsync(_session);
        foreach (var mutation in Mutations.Of(Prey, policies, _roles))
        {
            yield return await MutateAsync(mutation);
        }
    }

    public async Task<IReadOnlyList<Breach>> MutateAsync(Mutation mutation)
    {
        await _session.AsOwnerAsync();
        await _session.RunAsync("savepoint whole");
        await _session.RunAsync(string.Join(";\n", mutation.Faults.Select(fault => fault.Sql)));

        // The cheapest first; the others are asked only about what nobody has noticed yet.
        Func<Task<IReadOnlyList<Hole>>>[] looks = mutation.AtTheBorder
            ? [ProbeAsync, _onBorders.FireAsync, CatalogueHolesAsync]
            : [ProbeAsync, CatalogueHolesAsync, _onBorders.FireAsync, _asNobody.FireAsync];
        var noticed = new Dictionary<Fault, string>();
        foreach (var look in looks)
        {
            var open = mutation.Faults.Where(fault => !noticed.ContainsKey(fault)).ToList();
            var holes = open.Count == 0 ? [] : await look();
            foreach (var fault in open)
            {
                if (holes.FirstOrDefault(hole => fault.IsAt(hole.Subject)) is { } hole)
                {
                    noticed[fault] = hole.Probe;
                }
            }
        }

        await _session.AsOwnerAsync();
        await _session.RunAsync("rollback to savepoint whole");
        return [.. mutation.Faults.Select(fault => new Breach(mutation.Name, fault.Where, noticed.GetValueOrDefault(fault)))];
    }

    /// <summary>Views and functions are looked for anew each time: some of the mutations make them.</summary>
    private async Task<IReadOnlyList<Hole>> ProbeAsync()
    {
        var shown = await Battery.LoadAsync(_session, BoundaryAttacks.ThroughViewsAndFunctions(await Surrounding.ReadAsync(_session), _roles));
        return [.. await _asAnother.FireAsync(), .. await shown.FireAsync()];
    }

    private async Task<IReadOnlyList<Hole>> CatalogueHolesAsync() => [.. (await CatalogueRules.FindingsAsync(_session)).Select(CatalogueHole)];

    /// <summary>A finding begins with what it is about.</summary>
    private static Hole CatalogueHole(string finding)
    {
        var colon = finding.IndexOf(": ", StringComparison.Ordinal);
        return new Hole(finding[..colon], $"catalogue: {finding[(colon + 2)..]}", finding[(colon + 2)..]);
    }
}

/// <summary>A wall that was broken on purpose.</summary>
/// <param name="Mutation">How.</param>
/// <param name="Where">Where.</param>
/// <param name="NoticedBy">The probe that noticed it first; null when nothing did, and the proof is not one.</param>
internal sealed record Breach(string Mutation, string Where, string? NoticedBy);
