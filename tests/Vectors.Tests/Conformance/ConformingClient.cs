namespace TwinPlatform.Vectors.Tests.Conformance;

/// <summary>What every client of a sparse index can do, whoever wrote it.</summary>
public interface IConformingClient
{
    Task UpsertAsync(string name, IReadOnlyList<Passage> passages);

    /// <returns>Ids and scores, best first.</returns>
    Task<IReadOnlyList<(string Id, float Score)>> QueryAsync(string name, IReadOnlyDictionary<uint, float> query, int topK, PassageFilter filter);

    Task DeleteAsync(string name, IReadOnlyList<string> ids);

    Task DeleteAsync(string name, PassageFilter filter);

    Task DeleteAllAsync(string name);

    Task<IReadOnlyList<string>> ListAsync(string name, string prefix);

    Task<long> CountAsync(string name);
}

/// <summary>A record as the platform writes it: a sparse vector, and whose it is.</summary>
public sealed record Passage(string Id, Guid Tenant, Guid Source, IReadOnlyDictionary<uint, float> Entries);

/// <param name="Tenant">Only this tenant's.</param>
/// <param name="Sources">And of these sources only; null for all.</param>
public sealed record PassageFilter(Guid Tenant, IReadOnlyList<Guid>? Sources = null);
