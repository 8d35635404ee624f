using System.Net;
using System.Net.Http.Json;
using TwinPlatform.Chat.Conversations;
using TwinPlatform.Chat.Tests.Answering;
using TwinPlatform.Chat.Tests.Peers;
using TwinPlatform.Testing;

namespace TwinPlatform.Chat.Tests.Conversations;

[Collection(ChatPlatformCollection.Name)]
public sealed class ListMessagesTests(ChatPlatform platform)
{
    [InfrastructureFact]
    public async Task A_conversation_reads_in_the_order_of_speech_with_its_citations()
    {
        var twin = platform.Twin(new TwinScript { Found = Given.Found(Given.Passage("Ask for the form.", ("Ask for the form.", 1))) });
        var first = await twin.AskAsync("How do I get a refund?");
        var second = await twin.AskAsync("And then?", first.ConversationId);

        var messages = await Stored.MessagesAsync(twin, first.ConversationId);

        Assert.Equal(first.ConversationId, second.ConversationId);
        Assert.Equal(["user", "assistant", "user", "assistant"], messages.Select(message => message.Role));
        Assert.Equal(["How do I get a refund?", "Ask for the form.", "And then?", "Ask for the form."], messages.Select(message => message.Content));
        Assert.Equal((first.MessageId, second.MessageId), (messages[1].MessageId, messages[3].MessageId));
        Assert.Equal([null, true, null, true], messages.Select(message => message.Answered));
        Assert.Equal([null, 0.9, null, 0.9], messages.Select(message => message.Confidence));
        Assert.Empty(messages[0].Citations);
        var (said, stored) = (Assert.Single(first.Citations), Assert.Single(messages[1].Citations));
        Assert.Equal(said with { HeadingPath = stored.HeadingPath }, stored);
        Assert.Equal(said.HeadingPath, stored.HeadingPath);
    }

    [InfrastructureFact]
    public async Task Pages_hold_every_message_once()
    {
        var twin = platform.Twin(new TwinScript());
        var conversation = (await twin.AskAsync("Question 0")).ConversationId;
        await twin.AskAsync("Question 1", conversation);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await twin.Client().GetFromJsonAsync<ListMessagesResponse>(
                $"/v1/conversations/{conversation}/messages?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}", ChatPlatform.Web);
            seen.AddRange(page!.Items.Select(message => message.Content));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(["Question 0", TwinScript.NoAnswerMessage, "Question 1", TwinScript.NoAnswerMessage], seen);
    }

    [InfrastructureFact]
    public async Task Another_tenants_conversation_is_not_found_and_cannot_be_continued()
    {
        var twin = platform.Twin(new TwinScript());
        var stranger = platform.Twin(new TwinScript());
        var conversation = (await twin.AskAsync("Hello")).ConversationId;

        await ProblemAssert.IsAsync(
            await stranger.Client().GetAsync($"/v1/conversations/{conversation}/messages"), HttpStatusCode.NotFound, "conversation.not_found");
        await ProblemAssert.IsAsync(await stranger.PostAsync("Me too", conversation), HttpStatusCode.NotFound, "conversation.not_found");
        Assert.Equal(2, (await Stored.MessagesAsync(twin, conversation)).Count);
    }

    [InfrastructureFact]
    public async Task A_conversation_with_another_twin_of_the_tenant_cannot_be_continued()
    {
        var twin = platform.Twin(new TwinScript());
        var script = new TwinScript();
        var sister = platform.Twin(script, twin.Tenant);
        var conversation = (await twin.AskAsync("Hello")).ConversationId;

        await ProblemAssert.IsAsync(await sister.PostAsync("Hello", conversation), HttpStatusCode.NotFound, "conversation.not_found");
        Assert.False(script.Searched.Task.IsCompleted, "It is refused before anybody is asked.");
    }

    [InfrastructureFact]
    public async Task A_conversation_with_a_twin_out_of_the_keys_reach_is_not_found()
    {
        var twin = platform.Twin(new TwinScript());
        var sister = platform.Twin(new TwinScript(), twin.Tenant);
        var conversation = (await twin.AskAsync("Hello")).ConversationId;
        var path = $"/v1/conversations/{conversation}/messages";

        await ProblemAssert.IsAsync(await twin.Client(reach: [sister.TwinId]).GetAsync(path), HttpStatusCode.NotFound, "conversation.not_found");
        Assert.Equal(HttpStatusCode.OK, (await twin.Client(reach: [twin.TwinId]).GetAsync(path)).StatusCode);
    }
}
