namespace TwinPlatform.Vectors.Local.Search;

/// <summary>Keeps the best K of the records offered. Of two that rank the same, the one with the smaller id is better, so that an answer is repeatable.</summary>
internal sealed class TopMatches(int k)
{
    // The worst of those kept is at the head, where a better one replaces it.
    private readonly PriorityQueue<StoredVector, Candidate> _kept = new(Candidate.WorstFirst);

    /// <param name="record">The record.</param>
    /// <param name="rank">Higher is better, whatever the metric.</param>
    /// <param name="filter">Asked only of a record that would be kept.</param>
    public void Offer(StoredVector record, double rank, Predicate<StoredVector> filter)
    {
        var candidate = new Candidate(rank, record.Id);
        if (_kept.Count < k)
        {
            if (filter(record))
                _kept.Enqueue(record, candidate);
        }
        else if (_kept.TryPeek(out _, out var worst) && Candidate.WorstFirst.Compare(candidate, worst) > 0 && filter(record))
        {
            _kept.EnqueueDequeue(record, candidate);
        }
    }

    /// <returns>Those kept, best first.</returns>
    public IReadOnlyList<(StoredVector Record, double Rank)> ToList()
    {
        var best = new (StoredVector, double)[_kept.Count];
        for (var i = best.Length - 1; i >= 0; i--)
        {
            _kept.TryDequeue(out var record, out var candidate);
            best[i] = (record!, candidate.Rank);
        }

        return best;
    }

    private readonly record struct Candidate(double Rank, string Id)
    {
        public static readonly Comparer<Candidate> WorstFirst = Comparer<Candidate>.Create((a, b) =>
            a.Rank != b.Rank ? a.Rank.CompareTo(b.Rank) : string.CompareOrdinal(b.Id, a.Id));
    }
}
