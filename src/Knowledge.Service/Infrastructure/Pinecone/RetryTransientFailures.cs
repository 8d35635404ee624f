using System.Net;

namespace TwinPlatform.Knowledge.Infrastructure.Pinecone;

/// <summary>
/// Repeats what may succeed a moment later: 429, 5xx, a lost connection, an attempt without an answer. Every request of ours may be repeated,
/// because upserts and deletes name their records.
/// </summary>
/// <remarks>Our own, because a rate limit is an everyday answer of Pinecone's that its own clients do not repeat.</remarks>
internal sealed partial class RetryTransientFailures(TimeProvider time, ILogger<RetryTransientFailures> logger) : DelegatingHandler
{
    private const int MaxAttempts = 6;
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(60);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await AttemptAsync(request, isLast: attempt == MaxAttempts, cancellationToken);
            if (response is not null && (!IsTransient(response.StatusCode) || attempt == MaxAttempts))
                return response;

            var delay = DelayAfter(attempt, response);
            LogRetry(logger, request.Method, request.RequestUri?.AbsolutePath, (int?)response?.StatusCode, attempt, delay.TotalMilliseconds);
            response?.Dispose();
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    /// <returns>Null when there was no answer.</returns>
    private async Task<HttpResponseMessage?> AttemptAsync(HttpRequestMessage request, bool isLast, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(AttemptTimeout, time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var response = await base.SendAsync(request, attempt.Token);

            // The body belongs to the attempt: a connection that dies halfway through it is repeated as well.
            await response.Content.LoadIntoBufferAsync(attempt.Token);
            return response;
        }
        catch (HttpRequestException) when (!isLast)
        {
            return null;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            return isLast ? throw new HttpRequestException(HttpRequestError.Unknown, "The attempt timed out.", e) : null;
        }
    }

    private static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    /// <summary>What the server asks for; else twice as long after each failure, less up to a half so that clients do not return in step.</summary>
    private TimeSpan DelayAfter(int attempt, HttpResponseMessage? response)
    {
        var asked = response?.Headers.RetryAfter switch
        {
            { Delta: { } seconds } => seconds,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => FirstDelay * Math.Pow(2, attempt - 1) * (0.5 + (Random.Shared.NextDouble() / 2)),
        };
        return TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, MaxDelay.Ticks));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} of the vector store answered {Status} at attempt {Attempt}; trying again in {DelayMs} ms")]
    private static partial void LogRetry(ILogger logger, HttpMethod method, string? path, int? status, int attempt, double delayMs);
}
