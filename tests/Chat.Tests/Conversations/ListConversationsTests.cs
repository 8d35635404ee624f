using System.Net;
using System.Net.Http.Json;
using TwinPlatform.Chat.Conversations;
using TwinPlatform.Chat.Tests.Peers;
using TwinPlatform.Contracts;
using TwinPlatform.Testing;

namespace TwinPlatform.Chat.Tests.Conversations;

[Collection(ChatPlatformCollection.Name)]
public sealed class ListConversationsTests(ChatPlatform platform)
{
    [InfrastructureFact]
    public async Task Pages_hold_every_conversation_once_the_latest_first()
    {
        var twin = platform.Twin(new TwinScript());
        var ids = new List<Guid>();
        for (var number = 0; number < 5; number++)
        {
            ids.Add((await twin.AskAsync($"Question {number}")).ConversationId);
        }

        var seen = new List<ConversationView>();
        string? cursor = null;
        do
        {
            var page = await twin.Client().GetFromJsonAsync<ListConversationsResponse>(
                $"{twin.ConversationsPath}?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}", ChatPlatform.Web);
            Assert.InRange(page!.Items.Count, 1, 2);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        ids.Reverse();
        Assert.Equal(ids, seen.Select(conversation => conversation.ConversationId));
        Assert.Equal("Question 4", seen[0].Title);
        Assert.All(seen, conversation => Assert.Equal(twin.TwinId, conversation.TwinId));
    }

    [InfrastructureFact]
    public async Task A_conversation_that_goes_on_comes_first_and_keeps_its_title()
    {
        var twin = platform.Twin(new TwinScript());
        var first = await twin.AskAsync("The first question");
        await twin.AskAsync("Another conversation");

        await twin.AskAsync("The second question", first.ConversationId);

        var conversations = await Stored.ConversationsAsync(twin);
        Assert.Equal(["The first question", "Another conversation"], conversations.Select(conversation => conversation.Title));
        Assert.True(conversations[0].LastMessageAt > conversations[0].CreatedAt);
    }

    [InfrastructureFact]
    public async Task Another_twin_of_the_tenant_has_its_own_conversations()
    {
        var twin = platform.Twin(new TwinScript());
        var sister = platform.Twin(new TwinScript(), twin.Tenant);
        await twin.AskAsync("Hello");

        Assert.Empty(await Stored.ConversationsAsync(sister));
    }

    [InfrastructureTheory]
    [InlineData("limit=0", "request.invalid_limit")]
    [InlineData("limit=101", "request.invalid_limit")]
    [InlineData("cursor=nonsense", "request.invalid_cursor")]
    public async Task A_page_that_cannot_be_is_refused(string query, string code)
    {
        var twin = platform.Twin(new TwinScript());

        await ProblemAssert.IsAsync(await twin.Client().GetAsync($"{twin.ConversationsPath}?{query}"), HttpStatusCode.BadRequest, code);
    }

    [InfrastructureFact]
    public async Task A_key_that_may_only_ask_may_not_read()
    {
        var twin = platform.Twin(new TwinScript());
        var conversation = (await twin.AskAsync("Hello")).ConversationId;
        using var client = twin.Client(reach: null, Scopes.ChatAsk);

        await ProblemAssert.IsAsync(await client.GetAsync(twin.ConversationsPath), HttpStatusCode.Forbidden, "key.insufficient_scope");
        await ProblemAssert.IsAsync(await client.GetAsync($"/v1/conversations/{conversation}/messages"), HttpStatusCode.Forbidden, "key.insufficient_scope");
    }
}
