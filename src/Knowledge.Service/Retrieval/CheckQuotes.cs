using Microsoft.Extensions.Caching.Memory;
using TwinPlatform.Contracts;
using TwinPlatform.Contracts.Knowledge.V1;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Knowledge.Retrieval;

/// <summary>
/// The citation gate: a quote passes when the stored text of that version of a live source holds exactly it at exactly that place, compared
/// UTF-16 unit by unit. Nothing is normalised; nearly right is wrong.
/// </summary>
internal sealed class CheckQuotes(TenantDb db) : IDisposable
{
    private const string LiveSql = """
        select source_id as SourceId, version as Version
        from knowledge.sources
        where source_id = any(@SourceIds)
          and twin_id = @TwinId
          and status = 'live'
        """;

    private const string TextSql = """
        select text
        from knowledge.source_versions
        where source_id = @SourceId and version = @Version
        """;

    // A version's text never changes, so it may be remembered; counted in characters, 128 MB at most.
    private readonly MemoryCache _texts = new(new MemoryCacheOptions { SizeLimit = 64 * 1024 * 1024 });

    /// <returns>For each quote, in order, whether it is exact.</returns>
    public async Task<IReadOnlyList<bool>> RunAsync(TenantId tenant, TwinId twinId, IReadOnlyList<Quote> quotes, CancellationToken ct)
    {
        var sourceIds = quotes.Select(quote => Guid.Parse(quote.SourceId)).Distinct().ToArray();
        var live = (await db.QueryAsync<SourceVersion>(tenant, LiveSql, new { SourceIds = sourceIds, TwinId = twinId }, ct)).ToHashSet();
        var exact = new bool[quotes.Count];
        for (var i = 0; i < exact.Length; i++)
        {
            var source = new SourceVersion(Guid.Parse(quotes[i].SourceId), quotes[i].SourceVersion);
            exact[i] = live.Contains(source) && Holds(await TextAsync(tenant, source, ct), quotes[i]);
        }

        return exact;
    }

    public void Dispose() => _texts.Dispose();

    internal static bool Holds(string text, Quote quote) =>
        quote.Start >= 0
        && quote.Start < quote.End
        && quote.End <= text.Length
        && text.AsSpan(quote.Start, quote.End - quote.Start).SequenceEqual(quote.Text);

    private async Task<string> TextAsync(TenantId tenant, SourceVersion source, CancellationToken ct)
    {
        if (_texts.TryGetValue((tenant, source), out string? remembered))
        {
            return remembered!;
        }

        var text = await db.QuerySingleOrDefaultAsync<string>(tenant, TextSql, source, ct) ?? "";
        return _texts.Set((tenant, source), text, new MemoryCacheEntryOptions { Size = text.Length + 1, SlidingExpiration = TimeSpan.FromMinutes(10) });
    }

    private sealed record SourceVersion(Guid SourceId, int Version);
}
