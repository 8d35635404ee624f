using Microsoft.Extensions.Caching.Memory;
using TwinPlatform.Contracts;
using TwinPlatform.Knowledge.Infrastructure.Text;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Knowledge.Retrieval;

/// <summary>How rare words are in a twin's live knowledge, summed over its sources and remembered until one of them changes.</summary>
internal sealed class WordStatistics(TenantDb db) : IDisposable
{
    private const string StateSql = """
        select count(*) as Sources, coalesce(sum(version), 0) as Versions, max(updated_at) as ChangedAt
        from knowledge.sources
        where twin_id = @TwinId and status = 'live'
        """;

    private const string TermsSql = """
        select t.chunk_count as ChunkCount, t.term_hashes as TermHashes, t.chunk_frequencies as ChunkFrequencies
        from knowledge.source_terms t
        join knowledge.sources s on s.source_id = t.source_id and s.version = t.version
        where t.twin_id = @TwinId and s.status = 'live'
        """;

    // Counted in terms, 8 bytes each: 256 MB at most.
    private readonly MemoryCache _byTwin = new(new MemoryCacheOptions { SizeLimit = 32 * 1024 * 1024 });

    public async Task<TermStatistics> OfAsync(TenantId tenant, TwinId twinId, CancellationToken ct)
    {
        var state = await db.QuerySingleOrDefaultAsync<State>(tenant, StateSql, new { TwinId = twinId }, ct);
        if (_byTwin.TryGetValue((tenant, twinId), out Remembered? remembered) && remembered!.State == state)
        {
            return remembered.Statistics;
        }

        var sources = await db.QueryAsync<TermsRow>(tenant, TermsSql, new { TwinId = twinId }, ct);
        var terms = sources.Select(row => SourceTerms.FromBytes(row.ChunkCount, row.TermHashes, row.ChunkFrequencies)).ToList();
        var statistics = TermStatistics.Sum(terms);
        _byTwin.Set((tenant, twinId), new Remembered(state!, statistics), new MemoryCacheEntryOptions { Size = 1 + terms.Sum(source => source.Indices.Length) });
        return statistics;
    }

    public void Dispose() => _byTwin.Dispose();

    private sealed record State(long Sources, long Versions, DateTime? ChangedAt);

    private sealed record TermsRow(int ChunkCount, byte[] TermHashes, byte[] ChunkFrequencies);

    private sealed record Remembered(State State, TermStatistics Statistics);
}
