using System.Diagnostics.CodeAnalysis;
using TwinPlatform.Vectors.Local.Filters;
using TwinPlatform.Vectors.Local.Indexes;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>The records of one namespace of one index in memory, as of one write. Many may read at once; a write waits for them and they for it.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A reader may still be in one that was replaced; the lock has no handle to free.")]
internal sealed class SearchableNamespace(Metric metric, int? dimension)
{
    private const int MinSlotsToCompact = 1024;
    private const int MinCandidates = 64;
    private const int CandidatesPerMatch = 4;

    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Dictionary<string, int> _slotOf = new(StringComparer.Ordinal);
    private List<IndexedRecord?> _slots = [];
    private InvertedIndex _inverted = new();
    private DenseRows? _dense = RowsOf(metric, dimension);
    private long _recordBytes;
    private long _lsn;

    /// <summary>The number of the last write in here; 0 when the namespace does not exist.</summary>
    public long Lsn => Volatile.Read(ref _lsn);

    /// <summary>About how much memory this takes. Asked by whoever writes.</summary>
    public long Bytes => _recordBytes + _inverted.Bytes + (_dense?.Bytes ?? 0);

    /// <summary>About how much a record adds, before it is here.</summary>
    public static long EstimateBytes(StoredVector record, int? dimension) =>
        new IndexedRecord(record.Id, record.Metadata).Bytes + ((record.Sparse?.Indices.Length ?? 0) * InvertedIndex.UsualBytesPerEntry)
        + (dimension is { } numbers ? DenseRows.BytesOf(numbers) : 0);

    /// <summary>Takes in a write that PostgreSQL has.</summary>
    public void Apply(Change change, long lsn)
    {
        _lock.EnterWriteLock();
        try
        {
            switch (change)
            {
                case NamespaceCreated:
                    break;
                case Upserted upserted:
                    foreach (var record in upserted.Records)
                    {
                        Remove(record.Id);
                        Add(record);
                    }

                    break;
                case Relabelled relabelled:
                    foreach (var record in relabelled.Records)
                    {
                        Relabel(record);
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
        using var sparse = query.Sparse is { } entries ? _inverted.Score(entries, _slots.Count) : null;
        var top = new TopSlots(query.TopK, _slots, query.Filter.Allows);
        if (query.Dense is { } dense && _dense is { } rows)
            SearchRows(rows, new DenseQuery(dense), sparse, query, top);
        else if (sparse is not null)
            OfferTouched(sparse, top);

        return top.ToList().Select(match => new VectorMatch(_slots[match.Slot]!, ScoreOf(match.Rank))).ToArray();
    });

    /// <returns>Those that the filter allows, in no order.</returns>
    public IReadOnlyList<IndexedRecord> Matching(MetadataFilter filter) => Read(() => _slots.OfType<IndexedRecord>().Where(filter.Allows).ToArray());

    private static void OfferTouched(SparseScores sparse, TopSlots top)
    {
        foreach (var slot in sparse.Touched)
        {
            if (sparse[slot] >= top.Threshold)
                top.Offer(slot, sparse[slot]);
        }
    }

    /// <summary>Ranks all rows; where there are many, first by their codes, and then by their numbers those that may be among the best.</summary>
    private void SearchRows(DenseRows rows, DenseQuery query, SparseScores? sparse, VectorQuery asked, TopSlots top)
    {
        var candidates = Math.Max(MinCandidates, asked.TopK * CandidatesPerMatch);
        if (!rows.HasUsefulCodes || candidates > rows.Count / CandidatesPerMatch)
        {
            rows.Scan(query, (first, ranks) => OfferRows(rows, query, first, ranks, sparse, top));
            return;
        }

        var likely = new TopSlots(candidates, _slots, asked.Filter.Allows);
        rows.ScanCodes(query, (first, ranks) => OfferRows(rows, query, first, ranks, sparse, likely));
        foreach (var (_, slot) in likely.ToList())
        {
            top.Offer(slot, rows.Rank(query, slot) + (sparse?[slot] ?? 0));
        }
    }

    private static void OfferRows(DenseRows rows, DenseQuery query, int first, ReadOnlySpan<float> ranks, SparseScores? sparse, TopSlots top)
    {
        var threshold = top.Threshold;
        for (var i = 0; i < ranks.Length; i++)
        {
            double rank = ranks[i];
            if (sparse is not null)
                rank += sparse[first + i];
            if (rank < threshold)
                continue;

            // A rank beyond a float is computed again.
            top.Offer(first + i, double.IsFinite(rank) ? rank : rows.Rank(query, first + i) + (sparse?[first + i] ?? 0));
            threshold = top.Threshold;
        }
    }

    /// <remarks>JSON has no infinity: a product too large for a float is the largest float.</remarks>
    private float ScoreOf(double rank) => (float)Math.Clamp(metric == Metric.Euclidean ? -rank : rank, float.MinValue, float.MaxValue);

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

    private void Add(StoredVector vector)
    {
        var slot = _slots.Count;
        var record = new IndexedRecord(vector.Id, vector.Metadata);
        _slots.Add(record);
        _slotOf[record.Id] = slot;
        _recordBytes += record.Bytes;
        if (vector.Sparse is { } sparse)
            _inverted.Add(slot, sparse);
        _dense?.Add(vector.Dense);
    }

    /// <remarks>The numbers of a removed record stay until the next compaction; they belong to an empty slot.</remarks>
    private void Remove(string id)
    {
        if (!_slotOf.Remove(id, out var slot))
            return;

        _recordBytes -= _slots[slot]!.Bytes;
        _slots[slot] = null;
    }

    private void Relabel(IndexedRecord record)
    {
        if (!_slotOf.TryGetValue(record.Id, out var slot))
            return;

        _recordBytes += record.Bytes - _slots[slot]!.Bytes;
        _slots[slot] = record;
    }

    private void CompactIfHalfIsGone()
    {
        if (_slots.Count < MinSlotsToCompact || _slotOf.Count > _slots.Count / 2)
            return;

        var newSlots = new int[_slots.Count];
        var kept = new List<IndexedRecord?>(_slotOf.Count);
        var dense = RowsOf(metric, dimension);
        for (var slot = 0; slot < newSlots.Length; slot++)
        {
            newSlots[slot] = _slots[slot] is null ? -1 : kept.Count;
            if (_slots[slot] is not { } record)
                continue;

            _slotOf[record.Id] = kept.Count;
            kept.Add(record);
            dense?.Add(_dense![slot]);
        }

        (_slots, _dense, _inverted) = (kept, dense, _inverted.Renumbered(newSlots));
    }

    private static DenseRows? RowsOf(Metric metric, int? dimension) => dimension is { } numbers ? new DenseRows(metric, numbers) : null;
}
