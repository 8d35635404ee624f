using System.Diagnostics.CodeAnalysis;
using TwinPlatform.Platform.Data;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Search;

namespace TwinPlatform.Vectors.Local.Storage;

/// <summary>
/// One namespace of one index: kept in PostgreSQL, searched in memory. A write is committed before it is answered, and every read begins by asking
/// PostgreSQL for the number of the last write: what was answered is found by whoever asks next, through this process or another.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "It lives as long as the process; the gate has no handle to free.")]
internal sealed class VectorNamespace(string indexName, IndexForm form, string name, NamespaceDb db, MemoryBudget budget)
{
    private const int PageSize = 1000;

    // One write, or one loading, at a time changes what is in memory.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile SearchableNamespace? _memory;

    private object OfIndex => new { Index = indexName };

    /// <summary>Reads as of now.</summary>
    /// <returns>What was read, and the number of the last write that it takes in.</returns>
    public async Task<(T Result, long IndexedLsn)> ReadAsync<T>(Func<SearchableNamespace, T> read, CancellationToken ct)
    {
        var position = await PositionAsync(ct);
        var memory = _memory is { } current && position.IsIn(current) ? current : await CatchUpAsync(ct);
        budget.Touch(this);
        return (read(memory), position.IndexedLsn);
    }

    /// <summary>Reads records whole, which memory does not keep.</summary>
    /// <returns>Those that exist, and the number of a write that they take in.</returns>
    public async Task<(IReadOnlyList<StoredVector> Records, long IndexedLsn)> FetchAsync(IReadOnlyList<string> ids, CancellationToken ct)
    {
        var position = await PositionAsync(ct);
        var rows = await db.QueryAsync<VectorRow>(name, NamespaceSql.FetchSql, new { Index = indexName, Ids = ids.ToArray() }, ct);
        return ([.. rows.Select(row => row.ToStored())], position.IndexedLsn);
    }

    /// <summary>Makes one change, wholly or not at all.</summary>
    /// <param name="change">The change.</param>
    /// <param name="ct">Cancels while other writes are waited for.</param>
    /// <returns>The number of the write; null when nothing was there to change.</returns>
    public Task<long?> WriteAsync(Change change, CancellationToken ct) =>
        WriteAsync(_ => Task.FromResult<Change?>(change), ct);

    /// <summary>As <see cref="WriteAsync(Change, CancellationToken)"/>, with a change that depends on what is there.</summary>
    /// <param name="decide">Sees the namespace, in which nothing else happens meanwhile. Null changes nothing.</param>
    /// <param name="ct">Cancels while other writes are waited for.</param>
    /// <remarks>
    /// A write that has begun is not cancelled when its client leaves. If the database fails in the middle, nobody knows whether it was committed:
    /// what is in memory is let go and the next reader loads what is true.
    /// </remarks>
    public async Task<long?> WriteAsync(Func<NamespaceTransaction, Task<Change?>> decide, CancellationToken ct)
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
                    var position = await PositionAsync(tx);
                    var transaction = new NamespaceTransaction(tx, indexName, position, () => LoadedAsync(tx, position));
                    var change = await decide(transaction);
                    if (change is Upserted upserted && _memory is { } loaded)
                        budget.Reserve(this, loaded.Bytes + upserted.Records.Sum(BytesOf));
                    return (change, position, change is null ? null : await transaction.StoreAsync(change));
                },
                CancellationToken.None);

            if (lsn is null)
            {
                memoryIsTrue = true;
            }
            else if (change is not Dropped and not null && _memory is { } memory && memory.Lsn == before.Lsn)
            {
                memory.Apply(change, lsn.Value);
                budget.Settle(this, memory.Bytes);
                memoryIsTrue = true;
            }

            return lsn;
        }
        catch (NamespaceTooLargeException)
        {
            // Nothing was written; whoever asks for more than there is room for must not make everybody load again.
            memoryIsTrue = true;
            throw;
        }
        finally
        {
            if (!memoryIsTrue)
            {
                _memory = null;
                budget.Release(this);
            }

            _gate.Release();
        }
    }

    /// <summary>Lets go of what is in memory, so that others have room. Whoever still reads it reads on; the next reader loads it again.</summary>
    public void Evict() => _memory = null;

    private async Task<Position> PositionAsync(CancellationToken ct) => (await db.QueryAsync<Position>(name, NamespaceSql.PositionSql, OfIndex, ct))[0];

    private async Task<Position> PositionAsync(ScopedTransaction tx) => (await tx.QueryAsync<Position>(NamespaceSql.PositionSql, OfIndex))[0];

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
                    return await LoadedAsync(tx, await PositionAsync(tx));
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

        _memory = null;
        var isLoaded = false;
        try
        {
            var loaded = position.Lsn > 0 ? await LoadAsync(tx, position.Lsn) : new SearchableNamespace(form.Metric, form.Dimension);
            _memory = loaded;
            budget.Keep(this, loaded.Bytes);
            isLoaded = true;
            return loaded;
        }
        finally
        {
            if (!isLoaded)
                budget.Release(this);
        }
    }

    private async Task<SearchableNamespace> LoadAsync(ScopedTransaction tx, long lsn)
    {
        var loaded = new SearchableNamespace(form.Metric, form.Dimension);
        var after = "";
        IReadOnlyList<VectorRow> page;
        do
        {
            page = await tx.QueryAsync<VectorRow>(NamespaceSql.PageSql, new { Index = indexName, After = after, Limit = PageSize });
            var records = page.Select(row => row.ToStored()).ToArray();
            budget.Reserve(this, loaded.Bytes + records.Sum(BytesOf));
            loaded.Apply(new Upserted(records), lsn);
            after = page.Count > 0 ? page[^1].Id : after;
        }
        while (page.Count == PageSize);

        return loaded;
    }

    private long BytesOf(StoredVector record) => SearchableNamespace.EstimateBytes(record, form.Dimension);
}
