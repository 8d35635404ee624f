using TwinPlatform.Platform.Data;
using TwinPlatform.Vectors.Local.Search;

namespace TwinPlatform.Vectors.Local.Storage;

/// <summary>One transaction on one namespace, which nobody else writes to meanwhile.</summary>
internal sealed class NamespaceTransaction(ScopedTransaction tx, string indexName, Position position, Func<Task<SearchableNamespace>> load)
{
    /// <summary>The namespace as this transaction finds it.</summary>
    public Position Position => position;

    /// <summary>The namespace in memory, as of this transaction.</summary>
    public Task<SearchableNamespace> LoadAsync() => load();

    public async Task<IReadOnlyList<StoredVector>> FetchAsync(IReadOnlyList<string> ids) =>
        [.. (await tx.QueryAsync<VectorRow>(NamespaceSql.FetchSql, new { Index = indexName, Ids = ids.ToArray() })).Select(row => row.ToStored())];

    /// <returns>The number of the write; null when it has changed nothing.</returns>
    public Task<long?> StoreAsync(Change change)
    {
        switch (change)
        {
            case NamespaceCreated { Schema: var schema }:
                return tx.QuerySingleOrDefaultAsync<long?>(NamespaceSql.CreateSql, new { Index = indexName, Schema = schema?.GetRawText() });
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
            case Relabelled { Records: var records }:
                return tx.QuerySingleOrDefaultAsync<long?>(NamespaceSql.RelabelSql, new
                {
                    Index = indexName,
                    Ids = records.Select(record => record.Id).ToArray(),
                    Metadata = records.Select(record => record.Metadata?.GetRawText()).ToArray(),
                });
            case Deleted { Ids: var ids }:
                return tx.QuerySingleOrDefaultAsync<long?>(NamespaceSql.DeleteSql, new { Index = indexName, Ids = ids.ToArray() });
            case Dropped:
                return tx.QuerySingleOrDefaultAsync<long?>(NamespaceSql.DropSql, new { Index = indexName });
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change.GetType().Name, "No statement makes this change.");
        }
    }
}

/// <param name="Lsn">The number of the namespace's last write; 0 when it does not exist.</param>
/// <param name="IndexedLsn">What to tell clients: the same, and for a namespace that does not exist the last number given out.</param>
internal sealed record Position(long Lsn, long IndexedLsn)
{
    public bool IsIn(SearchableNamespace memory) => Lsn == 0 ? memory.Lsn == 0 : memory.Lsn >= Lsn;
}
