using TwinPlatform.Contracts;
using TwinPlatform.Contracts.Knowledge.V1;

namespace TwinPlatform.Chat.Answering;

/// <summary>Nothing is said that the stored version of a source does not hold, word for word, at the place that is cited.</summary>
internal static class CitationGate
{
    /// <summary>Asks the keeper of the sources about every quote.</summary>
    /// <returns>The quotes that are exact, in their order.</returns>
    public static async Task<IReadOnlyList<QuotedPlace>> PassAsync(
        Retrieval.RetrievalClient knowledge, TwinId twinId, IReadOnlyList<QuotedPlace> quotes, DateTime deadline)
    {
        if (quotes.Count == 0)
        {
            return quotes;
        }

        var request = new CheckQuotesRequest { TwinId = twinId.ToString(), Quotes = { quotes.Select(quote => quote.ToQuote()) } };
        var reply = await knowledge.CheckQuotesAsync(request, deadline: deadline);
        return Passed(quotes, reply.Exact);
    }

    /// <remarks>A quote without a verdict has not passed.</remarks>
    internal static IReadOnlyList<QuotedPlace> Passed(IReadOnlyList<QuotedPlace> quotes, IReadOnlyList<bool> exact) =>
        [.. quotes.Where((_, index) => index < exact.Count && exact[index])];
}
