using Grpc.Core;
using TwinPlatform.Contracts;
using TwinPlatform.Contracts.Knowledge.V1;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Knowledge.Retrieval;

/// <summary>The door to retrieval for Chat. Whose twin it is comes from the signed principal.</summary>
internal sealed class RetrievalGrpc(SearchPassages search, CheckQuotes quotes) : Contracts.Knowledge.V1.Retrieval.RetrievalBase
{
    private const int MaxQuestionLength = 4000;
    private const int MaxPassages = 20;
    private const int MaxQuotes = 50;

    public override async Task<SearchReply> Search(SearchRequest request, ServerCallContext context)
    {
        var (caller, twinId) = Admit(request.TwinId, context);
        if (string.IsNullOrWhiteSpace(request.Question) || request.Question.Length > MaxQuestionLength || request.Limit is < 1 or > MaxPassages)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"question has 1 to {MaxQuestionLength} characters, limit is 1 to {MaxPassages}."));
        }

        return await search.RunAsync(caller.Tenant, twinId, request.Question, request.Limit, context.CancellationToken);
    }

    public override async Task<CheckQuotesReply> CheckQuotes(CheckQuotesRequest request, ServerCallContext context)
    {
        var (caller, twinId) = Admit(request.TwinId, context);
        if (request.Quotes.Count > MaxQuotes || request.Quotes.Any(quote => !Guid.TryParse(quote.SourceId, out _)))
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"At most {MaxQuotes} quotes, each with a source's UUID."));
        }

        return new CheckQuotesReply { Exact = { await quotes.RunAsync(caller.Tenant, twinId, request.Quotes, context.CancellationToken) } };
    }

    private static (Caller Caller, TwinId TwinId) Admit(string twinId, ServerCallContext context)
    {
        var caller = Caller.From(context.GetHttpContext().User);
        return Guid.TryParse(twinId, out var id) && caller.MayReach(id)
            ? (caller, new TwinId(id))
            : throw new RpcException(new Status(StatusCode.NotFound, "No such twin."));
    }
}
