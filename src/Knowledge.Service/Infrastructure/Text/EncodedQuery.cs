namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>A question as the vector store and the ranking see it.</summary>
/// <param name="Vector">Channel weight × inverse frequency of each term; empty when the question holds nothing but stop words.</param>
/// <param name="Terms">The same terms with what they are made of.</param>
internal sealed record EncodedQuery(SparseVector Vector, IReadOnlyList<QueryTerm> Terms)
{
    /// <summary>
    /// What a passage of average length would score that contains every term of the question once. A score divided by it says how much of the question was
    /// met, whatever the question's length.
    /// </summary>
    public float SelfScore { get; } = Vector.Values.Sum();
}

/// <summary>One term of a question.</summary>
/// <param name="Index">Its place in the vector.</param>
/// <param name="Channel">What it is made of.</param>
/// <param name="InverseFrequency">How rare it is in the twin's knowledge.</param>
/// <param name="Count">How often the question contains it.</param>
internal readonly record struct QueryTerm(uint Index, TermChannel Channel, float InverseFrequency, int Count)
{
    public float Weight => Count * InverseFrequency * ChannelWeight.Of(Channel);
}
