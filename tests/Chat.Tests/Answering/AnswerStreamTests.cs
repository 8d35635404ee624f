using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using TwinPlatform.Chat.Answering;
using TwinPlatform.Chat.Tests.Peers;
using TwinPlatform.Testing;

namespace TwinPlatform.Chat.Tests.Answering;

[Collection(ChatPlatformCollection.Name)]
public sealed class AnswerStreamTests(ChatPlatform platform)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static TwinScript Knowing => new()
    {
        Found = Given.Found(Given.Passage("Refunds take 30 days. Ask for the form.", ("Refunds take 30 days.", 1), ("Ask for the form.", 0.9))),
    };

    [InfrastructureFact]
    public async Task A_stream_is_numbered_and_ends_with_the_whole_answer()
    {
        var twin = platform.Twin(Knowing);

        using var response = await twin.Client().SendAsync(twin.StreamRequest("How long do refunds take?"));
        var events = await EventsAsync(response);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["metadata", "answer", "citation", "answer", "citation", "done"], events.Select(one => one.EventType));
        Assert.Equal(["1", "2", "3", "4", "5", "6"], events.Select(one => one.EventId));
        var done = events[^1].Data.Deserialize<AskTwinResponse>(ChatPlatform.Web)!;
        Assert.Equal(done.Answer, string.Concat(OfType(events, "answer").Select(piece => piece.GetProperty("text").GetString())));
        Assert.Equal("Refunds take 30 days. Ask for the form.", done.Answer);
        Assert.Equal(
            done.Citations.Select(citation => citation.Sha256), OfType(events, "citation").Select(citation => citation.GetProperty("sha256").GetString()));
        var metadata = events[0].Data.Deserialize<AnswerMetadata>(ChatPlatform.Web)!;
        Assert.Equal((done.ConversationId, done.MessageId), (metadata.ConversationId, metadata.MessageId));
        Assert.Equal(done.MessageId, (await Stored.MessagesAsync(twin, done.ConversationId))[^1].MessageId);
    }

    [InfrastructureFact]
    public async Task Silence_streams_the_twins_own_words_without_citations()
    {
        var twin = platform.Twin(new TwinScript { Found = Given.NothingGoodEnough() });

        using var response = await twin.Client().SendAsync(twin.StreamRequest("Who is the king of France?"));
        var events = await EventsAsync(response);

        Assert.Equal(["metadata", "answer", "done"], events.Select(one => one.EventType));
        Assert.False(events[^1].Data.GetProperty("answered").GetBoolean());
    }

    [InfrastructureFact]
    public async Task While_Knowledge_is_away_the_stream_ends_with_a_problem()
    {
        var twin = platform.Twin(new TwinScript { KnowledgeIsAway = true });

        using var response = await twin.Client().SendAsync(twin.StreamRequest("How long do refunds take?"));
        var events = await EventsAsync(response);

        Assert.Equal(["metadata", "error"], events.Select(one => one.EventType));
        Assert.Equal("service.unavailable", events[^1].Data.GetProperty("code").GetString());
        Assert.Equal(503, events[^1].Data.GetProperty("status").GetInt32());
        Assert.NotEmpty(events[^1].Data.GetProperty("traceId").GetString()!);
        Assert.Empty(await Stored.ConversationsAsync(twin));
    }

    [InfrastructureFact]
    public async Task A_broken_peer_ends_the_stream_with_a_problem_that_tells_no_internals()
    {
        var twin = platform.Twin(new TwinScript { Ready = Task.FromException(new InvalidOperationException("secret detail")) });

        using var response = await twin.Client().SendAsync(twin.StreamRequest("How long do refunds take?"));
        var events = await EventsAsync(response);

        Assert.Equal(["metadata", "error"], events.Select(one => one.EventType));
        Assert.Equal("internal", events[^1].Data.GetProperty("code").GetString());
        Assert.DoesNotContain("secret", events[^1].Data.GetRawText(), StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task What_is_refused_is_refused_before_the_stream_begins()
    {
        var twin = platform.Twin(Knowing);

        await ProblemAssert.IsAsync(await twin.Client().SendAsync(twin.StreamRequest("")), HttpStatusCode.BadRequest, "chat.message_empty");
        await ProblemAssert.IsAsync(
            await twin.Client().SendAsync(twin.StreamRequest("Hi", Guid.CreateVersion7())), HttpStatusCode.NotFound, "conversation.not_found");
    }

    [InfrastructureTheory]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/event-stream;q=0, */*", "application/json")]
    [InlineData("text/event-stream", "text/event-stream")]
    [InlineData("application/json;q=0.5, TEXT/event-stream", "text/event-stream")]
    public async Task The_client_chooses_between_document_and_stream(string accept, string mediaType)
    {
        var twin = platform.Twin(Knowing);
        using var request = twin.StreamRequest("How long do refunds take?");
        request.Headers.Accept.Clear();
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var response = await twin.Client().SendAsync(request);

        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
    }

    [InfrastructureFact]
    public async Task An_answer_that_takes_its_time_shows_signs_of_life()
    {
        var found = new TaskCompletionSource();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var service = platform.StartService(time);
        var script = new TwinScript { Found = Knowing.Found, Ready = found.Task };
        var twin = platform.Twin(script, service: service);

        using var response = await twin.Client().SendAsync(twin.StreamRequest("How long do refunds take?"), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        await using var events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("metadata", events.Current.EventType);
        await script.Searched.Task.WaitAsync(Soon);
        for (var beat = 0; beat < 2; beat++)
        {
            var next = events.MoveNextAsync().AsTask();
            await Eventually.TrueAsync(
                () =>
                {
                    time.Advance(TimeSpan.FromSeconds(1));
                    return next.IsCompleted;
                },
                Soon,
                "a heartbeat");
            Assert.True(await next);
            Assert.Equal(("heartbeat", null), (events.Current.EventType, events.Current.EventId));
        }

        found.SetResult();
        var rest = new List<string>();
        while (await events.MoveNextAsync())
        {
            rest.Add(events.Current.EventType);
        }

        Assert.Equal(["answer", "citation", "answer", "citation", "done"], rest.SkipWhile(type => type == "heartbeat"));
    }

    [InfrastructureTheory]
    [InlineData("application/json")]
    [InlineData("text/event-stream")]
    public async Task A_visitor_who_leaves_finds_the_answer_in_the_conversation(string accept)
    {
        var found = new TaskCompletionSource();
        var script = new TwinScript { Found = Knowing.Found, Ready = found.Task };
        var twin = platform.Twin(script);
        using var leave = new CancellationTokenSource();
        using var request = twin.StreamRequest("How long do refunds take?");
        request.Headers.Accept.Clear();
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        var errorsBefore = Errors().Count();

        var asking = twin.Client().SendAsync(request, HttpCompletionOption.ResponseContentRead, leave.Token);
        await script.Searched.Task.WaitAsync(Soon);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        found.SetResult();

        await Eventually.TrueAsync(async () => (await Stored.ConversationsAsync(twin)).Count == 1, Soon, "the conversation is stored");
        var conversation = Assert.Single(await Stored.ConversationsAsync(twin));
        Assert.Equal("Refunds take 30 days. Ask for the form.", (await Stored.MessagesAsync(twin, conversation.ConversationId))[^1].Content);
        Assert.Empty(Errors().Skip(errorsBefore));

        // No metrics service is bound for the fact here; that its sender complains is not the visitor's doing.
        IEnumerable<string> Errors() => platform.Service.Log.Errors.Where(error => !error.StartsWith("MassTransit", StringComparison.Ordinal));
    }

    private static async Task<List<SseItem<JsonElement>>> EventsAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await using var body = await response.Content.ReadAsStreamAsync();
        var events = new List<SseItem<JsonElement>>();
        await foreach (var one in SseParser.Create(body, (_, data) => JsonSerializer.Deserialize<JsonElement>(data)).EnumerateAsync())
        {
            events.Add(one);
        }

        return events;
    }

    private static IEnumerable<JsonElement> OfType(IEnumerable<SseItem<JsonElement>> events, string type) =>
        events.Where(one => one.EventType == type).Select(one => one.Data);
}
