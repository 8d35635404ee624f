using System.Runtime.InteropServices;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>For each dimension the slots of the records that have it, with their values: a query reads only the dimensions that it has.</summary>
internal sealed class InvertedIndex
{
    /// <summary>A posting, room to grow, and a share of the dimensions that are new.</summary>
    public const int UsualBytesPerEntry = 24;

    // A dictionary's entry and bucket, with room to grow.
    private const int BytesPerDimension = 64;

    private readonly Dictionary<uint, Postings> _dimensions = [];

    public long Bytes { get; private set; }

    public void Add(int slot, SparseValues vector)
    {
        for (var i = 0; i < vector.Indices.Length; i++)
        {
            ref var postings = ref CollectionsMarshal.GetValueRefOrAddDefault(_dimensions, vector.Indices[i], out var exists);
            Bytes += postings.Add(new Posting(slot, vector.Values[i])) + (exists ? 0 : BytesPerDimension);
        }
    }

    /// <summary>Computes the exact dot product of the query with every record that shares a dimension with it.</summary>
    /// <remarks>Each record's products are added in the order of the query's dimensions, so equal records score exactly the same.</remarks>
    public SparseScores Score(SparseValues query, int slots)
    {
        var scores = new SparseScores(slots);
        for (var i = 0; i < query.Indices.Length; i++)
        {
            if (_dimensions.TryGetValue(query.Indices[i], out var postings))
                postings.AddTo(scores, query.Values[i]);
        }

        return scores;
    }

    /// <summary>The same index of the slots that stay, under their new numbers.</summary>
    /// <param name="newSlots">For each slot its new number; -1 for one that is gone.</param>
    public InvertedIndex Renumbered(int[] newSlots)
    {
        var kept = new InvertedIndex();
        foreach (var (dimension, postings) in _dimensions)
        {
            var remaining = postings.Renumbered(newSlots, out var bytes);
            if (remaining.IsEmpty)
                continue;

            kept._dimensions.Add(dimension, remaining);
            kept.Bytes += bytes + BytesPerDimension;
        }

        return kept;
    }

    private readonly record struct Posting(int Slot, float Value);

    /// <remarks>Most dimensions belong to one record: the first posting needs no array.</remarks>
    private struct Postings
    {
        private const int BytesPerPosting = 8;
        private const int BytesPerArray = 24;

        private Posting _first;
        private Posting[]? _more;
        private int _count;

        public readonly bool IsEmpty => _count == 0;

        /// <returns>How many bytes were allocated.</returns>
        public long Add(Posting posting)
        {
            if (_count++ == 0)
            {
                _first = posting;
                return 0;
            }

            var allocated = 0;
            if (_count - 2 == (_more?.Length ?? 0))
            {
                var length = Math.Max(2, (_count - 2) * 3 / 2);
                allocated = ((length - (_count - 2)) * BytesPerPosting) + (_more is null ? BytesPerArray : 0);
                Array.Resize(ref _more, length);
            }

            _more![_count - 2] = posting;
            return allocated;
        }

        public readonly void AddTo(SparseScores scores, float weight)
        {
            if (_count == 0)
                return;

            scores.Add(_first.Slot, (double)weight * _first.Value);
            foreach (var posting in _more.AsSpan(0, _count - 1))
            {
                scores.Add(posting.Slot, (double)weight * posting.Value);
            }
        }

        public readonly Postings Renumbered(int[] newSlots, out long bytes)
        {
            var kept = default(Postings);
            bytes = 0;
            if (newSlots[_first.Slot] >= 0)
                bytes += kept.Add(_first with { Slot = newSlots[_first.Slot] });

            foreach (var posting in _more.AsSpan(0, _count - 1))
            {
                if (newSlots[posting.Slot] >= 0)
                    bytes += kept.Add(posting with { Slot = newSlots[posting.Slot] });
            }

            return kept;
        }
    }
}
