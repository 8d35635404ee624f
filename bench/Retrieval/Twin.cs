using TwinPlatform.Knowledge.Infrastructure.Text;
using TwinPlatform.Knowledge.Retrieval.Ranking;

namespace TwinPlatform.Retrieval;

/// <summary>A knowledge base in memory, searched exactly as the product does: sparse vectors, the best 50, then the ranking of their sentences.</summary>
internal sealed class Twin
{
    private const int Candidates = 50;

    private static readonly RankingOptions Options = new() { MaxPassages = Candidates };

    private readonly List<Passage> _passages;
    private readonly TermStatistics _statistics;

    public Twin(string title, IEnumerable<string> passages)
    {
        var source = Guid.CreateVersion7();
        var readable = title.Replace('_', ' ');
        _passages = [.. passages.Select(text => new Passage(Guid.CreateVersion7(), source, readable, text, SparseEncoder.EncodeChunk(readable, [], text)))];
        _statistics = TermStatistics.Sum([SourceTerms.Of([.. _passages.Select(passage => passage.Vector)])]);
    }

    public IReadOnlyList<SparseVector> Vectors => _passages.ConvertAll(passage => passage.Vector);

    /// <summary>The ranking, and the order of the passages by their vectors alone.</summary>
    public (PassageRanking Ranking, IReadOnlyList<string> ByVector) Ask(string question)
    {
        var query = SparseEncoder.EncodeQuery(question, _statistics);
        var found = _passages
            .Select(passage => new CandidatePassage(passage.ChunkId, passage.SourceId, passage.Title, [], passage.Text, [], query.Vector.Dot(passage.Vector)))
            .Where(candidate => candidate.VectorScore > 0)
            .OrderByDescending(candidate => candidate.VectorScore)
            .Take(Candidates)
            .ToList();
        return (PassageRanker.Rank(question, _statistics, found, Options), found.ConvertAll(candidate => candidate.Content));
    }

    private sealed record Passage(Guid ChunkId, Guid SourceId, string Title, string Text, SparseVector Vector);
}
