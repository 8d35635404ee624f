namespace TwinPlatform.Vectors.Local.Search;

/// <summary>Keeps the best K of the slots offered. Of two that rank the same, the one with the smaller id is better, so that an answer is repeatable.</summary>
/// <param name="k">How many.</param>
/// <param name="slots">The records; an empty slot is never kept.</param>
/// <param name="filter">Asked only of a record that would be kept.</param>
internal sealed class TopSlots(int k, IReadOnlyList<IndexedRecord?> slots, Predicate<IndexedRecord> filter)
{
    // A heap with the worst at its head, where a better one replaces it.
    private readonly List<(double Rank, int Slot)> _heap = new(Math.Min(k, slots.Count));

    /// <summary>What ranks below this is not kept.</summary>
    public double Threshold => _heap.Count < k ? double.NegativeInfinity : _heap[0].Rank;

    /// <param name="slot">The slot.</param>
    /// <param name="rank">Higher is better, whatever the metric.</param>
    public void Offer(int slot, double rank)
    {
        if (slots[slot] is not { } record || (_heap.Count == k && !IsWorse(_heap[0], (rank, slot))) || !filter(record))
            return;

        if (_heap.Count < k)
        {
            _heap.Add((rank, slot));
            Rise(_heap.Count - 1);
        }
        else
        {
            _heap[0] = (rank, slot);
            Sink();
        }
    }

    /// <returns>Those kept, best first.</returns>
    public IReadOnlyList<(double Rank, int Slot)> ToList()
    {
        var best = _heap.ToArray();
        Array.Sort(best, (a, b) => a == b ? 0 : IsWorse(a, b) ? 1 : -1);
        return best;
    }

    private bool IsWorse((double Rank, int Slot) a, (double Rank, int Slot) b) =>
        a.Rank != b.Rank ? a.Rank < b.Rank : string.CompareOrdinal(slots[a.Slot]!.Id, slots[b.Slot]!.Id) > 0;

    private void Rise(int at)
    {
        while (at > 0 && (at - 1) / 2 is var parent && IsWorse(_heap[at], _heap[parent]))
        {
            (_heap[at], _heap[parent]) = (_heap[parent], _heap[at]);
            at = parent;
        }
    }

    private void Sink()
    {
        var at = 0;
        while (true)
        {
            var worst = at;
            for (var child = (2 * at) + 1; child <= (2 * at) + 2 && child < _heap.Count; child++)
            {
                if (IsWorse(_heap[child], _heap[worst]))
                    worst = child;
            }

            if (worst == at)
                return;

            (_heap[at], _heap[worst]) = (_heap[worst], _heap[at]);
            at = worst;
        }
    }
}
