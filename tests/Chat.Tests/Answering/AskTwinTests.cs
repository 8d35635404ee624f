using System.Net;
using System.Security.Cryptography;
using System.Text;
using MassTransit;
using TwinPlatform.Chat.Tests.Peers;
using TwinPlatform.Contracts;
using TwinPlatform.Contracts.Events.Chat;
using TwinPlatform.Testing;

namespace TwinPlatform.Chat.Tests.Answering;

[Collection(ChatPlatformCollection.Name)]
public sealed class AskTwinTests(ChatPlatform platform)
{
    private const string Handbook = "We sell shoes. Refunds take **30 days**. Ask for the form.";

    [InfrastructureFact]
    public async Task An_answer_is_quoted_exactly_and_says_where_it_stands()
    {
        var found = Given.Found(Given.Passage(Handbook, ("Refunds take **30 days**.", 1), ("Ask for the form.", 0.9)));
        var twin = platform.Twin(new TwinScript { Found = found });

        var answer = await twin.AskAsync("How long do refunds take?");

        Assert.True(answer.Answered);
        Assert.Equal("Refunds take 30 days. Ask for the form.", answer.Answer);
        Assert.Equal(0.9, answer.Confidence);
        Assert.Equal("extractive", answer.GeneratedBy);
        Assert.Equal([1, 2], answer.Citations.Select(citation => citation.Index));
        var first = answer.Citations[0];
        Assert.Equal("Refunds take **30 days**.", first.Quote);
        Assert.Equal(first.Quote, Handbook[first.Start..first.End]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(first.Quote))), first.Sha256);
        Assert.Equal(found.Passages[0].SourceId, first.SourceId.ToString());
        Assert.Equal((1, "Handbook", 7), (first.SourceVersion, first.Title, first.Page));
        Assert.Equal(["Terms", "Refunds"], first.HeadingPath);
    }

    [InfrastructureFact]
    public async Task A_question_that_the_sources_do_not_answer_gets_the_twins_own_words()
    {
        var twin = platform.Twin(new TwinScript { Found = Given.NothingGoodEnough(Given.Passage(Handbook, ("We sell shoes.", 0.2))) });

        var answer = await twin.AskAsync("Who is the king of France?");

        Assert.False(answer.Answered);
        Assert.Equal(TwinScript.NoAnswerMessage, answer.Answer);
        Assert.Equal(0.1, answer.Confidence);
        Assert.Empty(answer.Citations);
    }

    [InfrastructureFact]
    public async Task A_quote_that_the_stored_source_does_not_hold_is_removed()
    {
        var twin = platform.Twin(new TwinScript
        {
            Found = Given.Found(Given.Passage(Handbook, ("Refunds take **30 days**.", 1), ("Ask for the form.", 0.9))),
            IsExact = quote => quote.Text != "Refunds take **30 days**.",
        });

        var answer = await twin.AskAsync("How long do refunds take?");

        Assert.True(answer.Answered);
        Assert.Equal("Ask for the form.", answer.Answer);
        Assert.Equal("Ask for the form.", Assert.Single(answer.Citations).Quote);
        Assert.Equal(1, answer.Citations[0].Index);
    }

    [InfrastructureFact]
    public async Task Where_no_quote_is_exact_the_twin_does_not_know()
    {
        var twin = platform.Twin(new TwinScript { Found = Given.Found(Given.Passage(Handbook, ("Ask for the form.", 1))), IsExact = _ => false });

        var answer = await twin.AskAsync("How long do refunds take?");

        Assert.False(answer.Answered);
        Assert.Equal(TwinScript.NoAnswerMessage, answer.Answer);
        Assert.Equal(0, answer.Confidence);
        Assert.Empty(answer.Citations);
    }

    [InfrastructureFact]
    public async Task Knowledge_is_asked_as_the_caller_with_the_trimmed_question()
    {
        var script = new TwinScript();
        var twin = platform.Twin(script);

        await twin.AskAsync("  How long do refunds take?\n");

        Assert.Equal("How long do refunds take?", (await script.Searched.Task).Question);
        Assert.StartsWith("Bearer ey", script.Authorization, StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task While_Knowledge_is_away_the_answer_is_503_and_nothing_is_stored()
    {
        var twin = platform.Twin(new TwinScript { KnowledgeIsAway = true });

        var response = await twin.PostAsync("How long do refunds take?");

        await ProblemAssert.IsAsync(response, HttpStatusCode.ServiceUnavailable, "service.unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Empty(await Stored.ConversationsAsync(twin));
    }

    [InfrastructureFact]
    public async Task A_twin_that_is_gone_meanwhile_is_not_found() =>
        await ProblemAssert.IsAsync(
            await platform.Twin(new TwinScript { IsGone = true }).PostAsync("Are you there?"), HttpStatusCode.NotFound, "twin.not_found");

    [InfrastructureTheory]
    [InlineData("", "chat.message_empty")]
    [InlineData(" \n\t ", "chat.message_empty")]
    [InlineData("a\0b", "chat.message_unreadable")]
    public async Task A_message_without_text_is_refused(string message, string code) =>
        await ProblemAssert.IsAsync(await platform.Twin(new TwinScript()).PostAsync(message), HttpStatusCode.BadRequest, code);

    [InfrastructureFact]
    public async Task Four_thousand_characters_are_taken_and_one_more_is_not()
    {
        var twin = platform.Twin(new TwinScript());

        Assert.Equal(HttpStatusCode.OK, (await twin.PostAsync(new string('x', 4000))).StatusCode);
        await ProblemAssert.IsAsync(await twin.PostAsync(new string('x', 4001)), HttpStatusCode.BadRequest, "chat.message_too_long");
        await ProblemAssert.IsAsync(await twin.PostAsync(new string('x', 2_000_000)), HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [InfrastructureTheory]
    [InlineData("""{"message": "Hi", "conversation": "x"}""")]
    [InlineData("""{"message": "Hi", "conversationId": "x"}""")]
    [InlineData("""{"message": null}""")]
    [InlineData("""{"conversationId": null}""")]
    [InlineData("""{"message": "\ud800"}""")]
    [InlineData("{")]
    public async Task A_body_that_does_not_fit_is_refused(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var twin = platform.Twin(new TwinScript());

        await ProblemAssert.IsAsync(await twin.Client().PostAsync(twin.ChatPath, content), HttpStatusCode.BadRequest, "request.invalid_json");
    }

    [InfrastructureFact]
    public async Task Without_a_principal_nobody_gets_in()
    {
        var twin = platform.Twin(new TwinScript());
        using var client = platform.Service.CreateClient();

        foreach (var path in new[] { twin.ConversationsPath, $"/v1/conversations/{Guid.CreateVersion7()}/messages" })
        {
            await ProblemAssert.IsAsync(await client.GetAsync(path), HttpStatusCode.Unauthorized, "principal.missing");
        }

        await ProblemAssert.IsAsync(await client.PostAsync(twin.ChatPath, null), HttpStatusCode.Unauthorized, "principal.missing");
    }

    [InfrastructureFact]
    public async Task A_key_without_the_scope_may_not_ask()
    {
        var twin = platform.Twin(new TwinScript());
        using var content = new StringContent("""{"message":"Hi"}""", Encoding.UTF8, "application/json");

        var response = await twin.Client(reach: null, Scopes.ConversationsRead).PostAsync(twin.ChatPath, content);

        await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, "key.insufficient_scope");
    }

    [InfrastructureFact]
    public async Task A_twin_that_the_gateway_has_not_vouched_for_is_not_found()
    {
        var twin = platform.Twin(new TwinScript());
        var other = platform.Twin(new TwinScript());
        using var content = new StringContent("""{"message":"Hi"}""", Encoding.UTF8, "application/json");

        await ProblemAssert.IsAsync(await twin.Client().PostAsync(other.ChatPath, content), HttpStatusCode.NotFound, "twin.not_found");
    }

    [InfrastructureFact]
    public async Task An_answer_is_stated_as_a_fact_exactly_once()
    {
        var heard = new System.Collections.Concurrent.ConcurrentQueue<(Guid? MessageId, QuestionAnswered Fact)>();
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(platform.Messaging));
            rabbit.ReceiveEndpoint($"chat-tests-{Guid.CreateVersion7():N}", endpoint =>
            {
                endpoint.AutoDelete = true;
                endpoint.Durable = false;
                endpoint.Handler<QuestionAnswered>(context =>
                {
                    heard.Enqueue((context.MessageId, context.Message));
                    return Task.CompletedTask;
                });
            });
        });
        await bus.StartAsync();
        try
        {
            var twin = platform.Twin(new TwinScript { Found = Given.Found(Given.Passage(Handbook, ("Ask for the form.", 1))) });

            var first = await twin.AskAsync("How do I get a refund?");
            await twin.AskAsync("And then?", first.ConversationId);

            await Eventually.TrueAsync(() => OfTwin().Count() == 2, TimeSpan.FromSeconds(30), "both answers are heard of");
            await Eventually.TrueAsync(async () => await Stored.OutboxCountAsync(platform, twin) == 0, TimeSpan.FromSeconds(30), "the outbox is empty");
            Assert.Equal(2, OfTwin().Count());
            Assert.Equal(2, OfTwin().Select(one => one.Fact.EventId).Distinct().Count());
            Assert.All(OfTwin(), one =>
            {
                Assert.Equal(one.Fact.EventId, one.MessageId);
                Assert.Equal((twin.Tenant, first.ConversationId), (one.Fact.TenantId, one.Fact.ConversationId));
                Assert.Equal((true, 0.9, 1), (one.Fact.Answered, one.Fact.Confidence, one.Fact.CitationCount));
                Assert.InRange(one.Fact.ElapsedMs, 0.01, 60_000);
            });

            IEnumerable<(Guid? MessageId, QuestionAnswered Fact)> OfTwin() => heard.Where(one => one.Fact.TwinId == twin.TwinId);
        }
        finally
        {
            await bus.StopAsync();
        }
    }

    [InfrastructureFact]
    public async Task What_visitors_and_sources_say_never_reaches_logs_or_traces()
    {
        const string asked = "xyzzyquestion", quoted = "xyzzyanswer";
        using var traces = new RecordedTraces();
        var twin = platform.Twin(new TwinScript { Found = Given.Found(Given.Passage($"Say {quoted} aloud.", ($"Say {quoted} aloud.", 1))) });

        var answer = await twin.AskAsync($"What is {asked}?");
        using var stream = await twin.Client().SendAsync(twin.StreamRequest($"What is {asked}?", answer.ConversationId));
        await stream.Content.ReadAsStringAsync();

        Assert.Contains(platform.Service.Log.Texts, text => text.Contains(twin.ChatPath, StringComparison.Ordinal));
        Assert.DoesNotContain(platform.Service.Log.Texts, text => text.Contains("xyzzy", StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(traces.Texts);
        Assert.DoesNotContain(traces.Texts, text => text.Contains("xyzzy", StringComparison.OrdinalIgnoreCase));
    }
}
