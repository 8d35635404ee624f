using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace TwinPlatform.Knowledge.Infrastructure.Pinecone;

/// <summary>
/// One index at Pinecone, or at the bundled store that speaks its API. A namespace holds one twin's vectors; the empty name is no namespace of ours.
/// Requests that may succeed a moment later are repeated; what still fails is a <see cref="PineconeException"/>.
/// </summary>
internal sealed class PineconeVectorIndex(PineconeTransport transport, IOptions<PineconeOptions> options, TimeProvider time)
{
    private const int MaxIdsPerRequest = 1000;
    private static readonly TimeSpan FreshnessPoll = TimeSpan.FromMilliseconds(250);

    /// <summary>Writes records, or replaces those with the same ids, and returns when they can be found.</summary>
    /// <exception cref="PineconeException">Some records may be written; writing all of them again is safe.</exception>
    public async Task UpsertAsync(string name, IReadOnlyList<VectorRecord> records, CancellationToken ct)
    {
        long? lastWrite = null;
        foreach (var body in UpsertBatches.Of(name, records))
        {
            var answer = await transport.PostAsync<PineconeNothing>("vectors/upsert", body, ct);
            lastWrite = answer.RequestLsn ?? lastWrite;
        }

        if (lastWrite is { } lsn)
            await WaitUntilIndexedAsync(name, records[^1], lsn, ct);
    }

    /// <summary>Finds the records that score best, best first.</summary>
    /// <param name="name">The namespace; one that does not exist has no records.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="topK">At most so many matches, up to 10,000.</param>
    /// <param name="filter">Applied before ranking: it never costs a match that it allows.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<VectorMatch>> QueryAsync(string name, VectorQuery query, int topK, VectorFilter filter, CancellationToken ct)
    {
        // Pinecone refuses an empty vector and an empty list; both can match nothing.
        if (query is SparseQuery { Vector.Count: 0 } || filter.Sources is { Count: 0 })
            return [];

        var answer = await transport.PostAsync<PineconeMatches>("query", QueryOf(name, query, topK) with { Filter = PineconeJson.Of(filter), IncludeMetadata = true }, ct);
        return [.. answer.Value.Matches.Select(match => new VectorMatch(match.Id, match.Score, match.Metadata!.ToMetadata()))];
    }

    /// <summary>Deletes records by id; those that are not there are no error.</summary>
    public async Task DeleteAsync(string name, IReadOnlyList<string> ids, CancellationToken ct)
    {
        foreach (var chunk in ids.Chunk(MaxIdsPerRequest))
        {
            await DeleteAsync(new PineconeDelete(name, Ids: chunk), ct);
        }
    }

    /// <summary>Deletes what a filter allows.</summary>
    public async Task DeleteByFilterAsync(string name, VectorFilter filter, CancellationToken ct)
    {
        if (filter.Sources is not { Count: 0 })
            await DeleteAsync(new PineconeDelete(name, Filter: PineconeJson.Of(filter)), ct);
    }

    /// <summary>Deletes the namespace's records, all of them.</summary>
    public Task DeleteAllAsync(string name, CancellationToken ct) => DeleteAsync(new PineconeDelete(name, DeleteAll: true), ct);

    /// <summary>Lists the ids that begin with a prefix, in the order of their bytes, page by page as they are read.</summary>
    public async IAsyncEnumerable<string> ListIdsAsync(string name, string prefix, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var path = $"vectors/list?limit=100&namespace={Uri.EscapeDataString(name)}";
        if (prefix.Length > 0)
            path += $"&prefix={Uri.EscapeDataString(prefix)}";

        string? next = null;
        do
        {
            var page = (await transport.GetAsync<PineconeList>(next is null ? path : $"{path}&paginationToken={Uri.EscapeDataString(next)}", ct)).Value;
            foreach (var vector in page.Vectors ?? [])
            {
                yield return vector.Id;
            }

            next = page.Pagination?.Next;
        }
        while (!string.IsNullOrEmpty(next));
    }

    /// <summary>Counts the namespace's records; one that does not exist has none.</summary>
    public async Task<long> CountAsync(string name, CancellationToken ct)
    {
        try
        {
            return (await transport.GetAsync<PineconeNamespace>($"namespaces/{Uri.EscapeDataString(name)}", ct)).Value.RecordCount;
        }
        catch (PineconeException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return 0;
        }
    }

    private async Task DeleteAsync(PineconeDelete request, CancellationToken ct)
    {
        try
        {
            await transport.PostAsync<PineconeNothing>("vectors/delete", request, ct);
        }
        catch (PineconeException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // Pinecone says so of a namespace that does not exist: everything in it is deleted.
        }
    }

    /// <summary>Looks for the last record written, until an answer says that the search has seen the write.</summary>
    private async Task WaitUntilIndexedAsync(string name, VectorRecord last, long lsn, CancellationToken ct)
    {
        VectorQuery itself = last.Sparse is { } sparse ? new SparseQuery(sparse) : new DenseQuery(last.Dense!);
        var probe = QueryOf(name, itself, topK: 1);
        var start = time.GetTimestamp();
        while (true)
        {
            var indexed = (await transport.PostAsync<PineconeMatches>("query", probe, ct)).IndexedLsn;
            if (indexed is null || indexed >= lsn)
                return;

            if (time.GetElapsedTime(start) > TimeSpan.FromSeconds(options.Value.FreshnessTimeoutSeconds))
                throw new PineconeException("The vector store has the records but does not find them yet. Try again; nothing is written twice.");

            await Task.Delay(FreshnessPoll, time, ct);
        }
    }

    private static PineconeQuery QueryOf(string name, VectorQuery query, int topK) => query switch
    {
        SparseQuery sparse => new(name, topK, null, PineconeSparse.Of(sparse.Vector), null, false),
        DenseQuery dense => new(name, topK, dense.Values, null, null, false),
        _ => throw new ArgumentOutOfRangeException(nameof(query), query.GetType().Name, "A query is sparse or dense."),
    };
}
