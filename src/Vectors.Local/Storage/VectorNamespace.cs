using System.Diagnostics.CodeAnalysis;
using TwinPlatform.Platform.Data;
using TwinPlatform.Vectors.Local.Search;

namespace TwinPlatform.Vectors.Local.Storage;

/// <summary>
/// One namespace of one index: kept in PostgreSQL, searched in memory. A write is committed before it is answered, and every read begins by asking
/// PostgreSQL for the number of the last write: what was answered is found by whoever asks next, through this process or another.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "It lives as long as the process; the gate has no handle to free.")]
internal sealed class VectorNamespace(string indexName, Metric metric, string name, NamespaceDb db)
{
    private const int PageSize = 2000;

    // One write, or one loading, at a time changes what is in memory.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile SearchableNamespace? _memory;

    private object OfIndex => new { Index = indexName };

    /// <summary>Reads as of now.</summary>
    /// <returns>What was read, and the number of the last write that it takes in.</returns>
    public async Task<(T Result, long IndexedLsn)> ReadAsync<T>(Func<SearchableNamespace, T> read, CancellationToken ct)
    {
        var position = (await db.QueryAsync<Position>(name, NamespaceSql.PositionSql, OfIndex, ct))[0];
        var memory = _memory is { } current && position.IsIn(current) ? current : await CatchUpAsync(ct);
        return (read(memory), position.IndexedLsn);
    }

    /// <summary>Makes one change, wholly or not at all.</summary>
    /// <param name="change">The change.</param>
    /// <param name="ct">Cancels while other writes are waited for.</param>
    /// <returns>The number of the write; null when there is no such namespace and the change does not make it.</returns>
    public Task<long?> WriteAsync(Change change, CancellationToken ct) =>
        WriteAsync((_, _) => Task.FromResult<Change?>(change), ct);

    /// <summary>As <see cref="WriteAsync(Change, CancellationToken)"/>, with a change that depends on what is there.</summary>
    /// <param name="decide">Sees the namespace, in which nothing else happens meanwhile. Null changes nothing.</param>
    /// <param name="ct">Cancels while other writes are waited for.</param>
    public Task<long?> WriteAsync(Func<SearchableNamespace, Change?> decide, CancellationToken ct) =>
        WriteAsync(async (tx, position) => decide(await LoadedAsync(tx, position)), ct);

    /// <remarks>
    /// A write that has begun is not cancelled when its client leaves. If the database fails in the middle, nobody knows whether it was committed:
    /// what is in memory is let go and the next reader loads what is true.
    /// </remarks>
    private async Task<long?> WriteAsync(Func<ScopedTransaction, Position, Task<Change?>> decide, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        var memoryIsTrue = false;
        try
        {
            var (change, before, lsn) = await db.RunAsync(
                name,
                async tx =>
                {
                    await tx.ExecuteAsync(NamespaceSql.LockSql, OfIndex);
                    var position = (await tx.QueryAsync<Position>(NamespaceSql.PositionSql, OfIndex))[0];
                    var change = await decide(tx, position);
                    return (change, position, change is null ? null : await StoreAsync(tx, change));
                },
                CancellationToken.None);

            if (lsn is null)
            {
                memoryIsTrue = true;
            }
            else if (change is not Dropped and not null && _memory is { } memory && memory.Lsn == before.Lsn)
            {
                memory.Apply(change, lsn.Value);
                memoryIsTrue = true;
            }

            return lsn;
        }
        finally
        {
            if (!memoryIsTrue)
                _memory = null;
            _gate.Release();
        }
    }

    private Task<long?> StoreAsync(ScopedTransaction tx, Change change)
    {
        switch (change)
        {
            case Upserted { Records: var records }:
                var rows = records.Select(VectorRow.Of).ToArray();
                return tx.QuerySingleOrDefaultAsync<long?>(NamespaceSql.UpsertSql, new
                {
                    Index = indexName,
                    Ids = rows.Select(row => row.Id).ToArray(),
                    Dense = rows.Select(row => row.Dense).ToArray(),
                    SparseIndices = rows.Select(row => row.SparseIndices).ToArray(),
                    SparseValues = rows.Select(row => row.SparseValues).ToArray(),
                    Metadata = rows.Select(row => row.Metadata).ToArray(),
                });
            case Deleted { Ids: var ids }:
                return tx.QuerySingleOrDefaultAsync<long?>(NamespaceSql.DeleteSql, new { Index = indexName, Ids = ids.ToArray() });
            case Dropped:
                return tx.QuerySingleOrDefaultAsync<long?>(NamespaceSql.DropSql, OfIndex);
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change.GetType().Name, "No statement makes this change.");
        }
    }

    private async Task<SearchableNamespace> CatchUpAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            return await db.RunAsync(
                name,
                async tx =>
                {
                    await tx.ExecuteAsync(NamespaceSql.LockSharedSql, OfIndex);
                    return await LoadedAsync(tx, (await tx.QueryAsync<Position>(NamespaceSql.PositionSql, OfIndex))[0]);
                },
                ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What is in memory if nothing was written since, else all of it from PostgreSQL.</summary>
    private async Task<SearchableNamespace> LoadedAsync(ScopedTransaction tx, Position position)
    {
        if (_memory is { } current && current.Lsn == position.Lsn)
            return current;

        var loaded = new SearchableNamespace(metric);
        if (position.Lsn > 0)
        {
            var after = "";
            IReadOnlyList<VectorRow> page;
            do
            {
                page = await tx.QueryAsync<VectorRow>(NamespaceSql.PageSql, new { Index = indexName, After = after, Limit = PageSize });
                loaded.Apply(new Upserted([.. page.Select(row => row.ToStored())]), position.Lsn);
                after = page.Count > 0 ? page[^1].Id : after;
            }
            while (page.Count == PageSize);
        }

        return _memory = loaded;
    }

    /// <param name="Lsn">The number of the namespace's last write; 0 when it does not exist.</param>
    /// <param name="IndexedLsn">What to tell clients: the same, and for a namespace that does not exist the last number given out.</param>
    private sealed record Position(long Lsn, long IndexedLsn)
    {
        public bool IsIn(SearchableNamespace memory) => Lsn == 0 ? memory.Lsn == 0 : memory.Lsn >= Lsn;
    }
}
