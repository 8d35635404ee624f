namespace TwinPlatform.Vectors.Local.Search;

/// <summary>For each dimension the slots of the records that have it, with their values: a query reads only the dimensions that it has.</summary>
internal sealed class InvertedIndex
{
    private readonly Dictionary<uint, Postings> _dimensions = [];

    public void Add(int slot, SparseValues vector)
    {
        for (var i = 0; i < vector.Indices.Length; i++)
        {
            if (!_dimensions.TryGetValue(vector.Indices[i], out var postings))
                _dimensions.Add(vector.Indices[i], postings = new Postings());

            postings.Add(slot, vector.Values[i]);
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

    private sealed class Postings
    {
        private int[] _slots = new int[2];
        private float[] _values = new float[2];
        private int _count;

        public void Add(int slot, float value)
        {
            if (_count == _slots.Length)
            {
                Array.Resize(ref _slots, _count * 2);
                Array.Resize(ref _values, _count * 2);
            }

            _slots[_count] = slot;
            _values[_count++] = value;
        }

        public void AddTo(SparseScores scores, float weight)
        {
            var slots = _slots.AsSpan(0, _count);
            var values = _values.AsSpan(0, _count);
            for (var i = 0; i < slots.Length; i++)
            {
                scores.Add(slots[i], (double)weight * values[i]);
            }
        }
    }
}
