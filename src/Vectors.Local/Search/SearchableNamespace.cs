using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using TwinPlatform.Vectors.Local.Filters;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>The records of one namespace of one index in memory, as of one write. Many may read at once; a write waits for them and they for it.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A reader may still be in one that was replaced; the lock has no handle to free.")]
internal sealed class SearchableNamespace(Metric metric)
{
    private const int MinSlotsToCompact = 1024;

    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Dictionary<string, int> _slotOf = new(StringComparer.Ordinal);
    private List<StoredVector?> _slots = [];
    private InvertedIndex _inverted = new();
    private long _lsn;

    /// <summary>The number of the last write in here; 0 when the namespace does not exist.</summary>
    public long Lsn => Volatile.Read(ref _lsn);

    /// <summary>Takes in a write that PostgreSQL has.</summary>
    public void Apply(Change change, long lsn)
    {
        _lock.EnterWriteLock();
        try
        {
            switch (change)
            {
                case Upserted upserted:
                    foreach (var record in upserted.Records)
                    {
                        Remove(record.Id);
                        Add(record);
                    }

                    break;
                case Deleted deleted:
                    foreach (var id in deleted.Ids)
                    {
                        Remove(id);
                    }

                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(change), change.GetType().Name, "A dropped namespace is replaced.");
            }

            CompactIfHalfIsGone();
            Volatile.Write(ref _lsn, lsn);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    public IReadOnlyList<VectorMatch> Search(VectorQuery query) => Read(() =>
    {
        using var sparse = _inverted.Score(query.Sparse ?? SparseValues.None, _slots.Count);
        var top = new TopMatches(query.TopK);
        if (query.Dense is { } dense)
        {
            var norm = TensorPrimitives.Norm(dense);
            for (var slot = 0; slot < _slots.Count; slot++)
            {
                if (_slots[slot] is { } record)
                    top.Offer(record, Similarity.Rank(metric, record, dense, norm) + sparse[slot], query.Filter.Allows);
            }
        }
        else
        {
            foreach (var slot in sparse.Touched)
            {
                if (_slots[slot] is { } record)
                    top.Offer(record, sparse[slot], query.Filter.Allows);
            }
        }

        return top.ToList().Select(match => new VectorMatch(match.Record, Similarity.Score(metric, match.Rank))).ToArray();
    });

    /// <returns>Those that exist.</returns>
    public IReadOnlyList<StoredVector> Fetch(IEnumerable<string> ids) => Read(() =>
        ids.Distinct(StringComparer.Ordinal).Where(_slotOf.ContainsKey).Select(id => _slots[_slotOf[id]]!).ToArray());

    public IReadOnlyList<StoredVector> Matching(MetadataFilter filter) => Read(() => _slots.OfType<StoredVector>().Where(filter.Allows).ToArray());

    private T Read<T>(Func<T> read)
    {
        _lock.EnterReadLock();
        try
        {
            return read();
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    private void Add(StoredVector record)
    {
        var slot = _slots.Count;
        _slots.Add(record);
        _slotOf[record.Id] = slot;
        if (record.Sparse is { } sparse)
            _inverted.Add(slot, sparse);
    }

    /// <remarks>The postings of a removed record stay until the next compaction; they point to an empty slot.</remarks>
    private void Remove(string id)
    {
        if (_slotOf.Remove(id, out var slot))
            _slots[slot] = null;
    }

    private void CompactIfHalfIsGone()
    {
        if (_slots.Count < MinSlotsToCompact || _slotOf.Count > _slots.Count / 2)
            return;

        var kept = _slots.OfType<StoredVector>().ToArray();
        _slots = new List<StoredVector?>(kept.Length);
        _inverted = new InvertedIndex();
        foreach (var record in kept)
        {
            Add(record);
        }
    }
}
