using Grpc.Core;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Contracts.Governance.V1;
using TwinPlatform.Contracts.Knowledge.V1;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Chat.Answering;

/// <summary>How a turn ended: with a stored answer, or with the reason why there is none.</summary>
internal readonly record struct TurnOutcome(Answer? Answer, ProblemHttpResult? Refusal);

/// <summary>From a question to its stored answer: search, decide, pass the citation gate, store.</summary>
/// <remarks>
/// It does not stop when the visitor goes away: what was asked is answered and can be read in the conversation later. Its time is limited by the deadline
/// of the calls to other services.
/// </remarks>
internal sealed class AnswerTurn(Retrieval.RetrievalClient knowledge, Twins.TwinsClient governance, TenantDb db, TimeProvider time)
{
    private const int PassagesWanted = 8;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    /// <exception cref="RpcException">Knowledge or Governance is away.</exception>
    public async Task<TurnOutcome> RunAsync(Turn turn)
    {
        var deadline = time.GetUtcNow().Add(TimeLimit).UtcDateTime;
        var search = new SearchRequest { TwinId = turn.TwinId.ToString(), Question = turn.Question, Limit = PassagesWanted };
        var found = await knowledge.SearchAsync(search, deadline: deadline);
        var quotes = await CitationGate.PassAsync(knowledge, turn.TwinId, ExtractiveAnswerer.Decide(found), deadline);

        Answer answer;
        if (quotes.Count > 0)
        {
            answer = Answer.Of(quotes, found.Evidence.Confidence);
        }
        else if (await NoAnswerMessageAsync(turn, deadline) is { } message)
        {
            answer = Answer.Silence(message, found.Evidence);
        }
        else
        {
            return new TurnOutcome(null, Problem.TwinNotFound);
        }

        return await StoreTurn.RunAsync(db, turn, answer, time, CancellationToken.None)
            ? new TurnOutcome(answer, null)
            : new TurnOutcome(null, ChatErrors.ConversationNotFound);
    }

    /// <returns>What the twin says when it does not know; null when the twin is gone since the gateway let the question in.</returns>
    private async Task<string?> NoAnswerMessageAsync(Turn turn, DateTime deadline)
    {
        try
        {
            var request = new GetTwinRequest { TenantId = turn.Tenant.ToString(), TwinId = turn.TwinId.ToString() };
            return (await governance.GetAsync(request, deadline: deadline)).NoAnswerMessage;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
