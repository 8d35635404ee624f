using System.Diagnostics;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace TwinPlatform.Chat.Answering;

/// <summary>The same answer as server-sent events: numbered from 1, with a sign of life while it takes, and ended by exactly one <c>done</c> or <c>error</c>.</summary>
internal sealed partial class AnswerStream(AnswerTurn answerTurn, TimeProvider time, ILogger<AnswerStream> logger)
{
    /// <remarks>Below the idle limits of common proxies, the shortest of which is 30 seconds.</remarks>
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(5);

    public async IAsyncEnumerable<SseItem<object>> Answer(Turn turn, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var sequence = 0;
        SseItem<object> Event(string type, object data) => new(data, type) { EventId = (++sequence).ToString(CultureInfo.InvariantCulture) };

        var outcome = OutcomeAsync(turn);
        try
        {
            yield return Event("metadata", new AnswerMetadata(turn.ConversationId, turn.AnswerId));
            while (await TakesLongerAsync(outcome, ct))
            {
                yield return new SseItem<object>(new AnswerHeartbeat(), "heartbeat");
            }

            var (answer, refusal) = await outcome;
            if (answer is null)
            {
                yield return Event("error", Document(refusal!));
                yield break;
            }

            for (var index = 0; index < answer.Sentences.Count; index++)
            {
                yield return Event("answer", new AnswerPiece(answer.Sentences[index]));
                if (index < answer.Citations.Count)
                {
                    yield return Event("citation", answer.Citations[index]);
                }
            }

            yield return Event("done", answer.ToResponse(turn));
        }
        finally
        {
            // The visitor may have gone; the request, whose principal the calls carry, must not end before the answer is stored.
            await outcome;
        }
    }

    /// <summary>Waits for the outcome, at most until the next heartbeat is due.</summary>
    private async Task<bool> TakesLongerAsync(Task outcome, CancellationToken ct)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var first = await Task.WhenAny(outcome, Task.Delay(HeartbeatEvery, time, wait.Token));
        ct.ThrowIfCancellationRequested();
        await wait.CancelAsync();
        return first != outcome;
    }

    private async Task<TurnOutcome> OutcomeAsync(Turn turn)
    {
        try
        {
            return await answerTurn.RunAsync(turn);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            LogServiceAway(turn.AnswerId, e.StatusCode);
            return new TurnOutcome(null, ChatErrors.ServiceUnavailable);
        }
#pragma warning disable CA1031 // The stream has begun: nobody behind can turn this into a 500, and it has promised to end with an event.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFailed(e, turn.AnswerId);
            return new TurnOutcome(null, ChatErrors.Internal);
        }
    }

    private static ProblemDetails Document(ProblemHttpResult refusal)
    {
        refusal.ProblemDetails.Extensions["traceId"] = Activity.Current?.TraceId.ToString();
        return refusal.ProblemDetails;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answer {AnswerId} was not made: a service is away ({Status})")]
    private partial void LogServiceAway(Guid answerId, StatusCode status);

    [LoggerMessage(Level = LogLevel.Error, Message = "Answer {AnswerId} was not made")]
    private partial void LogFailed(Exception exception, Guid answerId);
}
