using System.Net.Http.Json;
using TwinPlatform.Chat.Conversations;

namespace TwinPlatform.Chat.Tests.Peers;

/// <summary>What is stored of a twin, read as its owner would, or, where no owner can, from the tables.</summary>
internal static class Stored
{
    public static async Task<IReadOnlyList<ConversationView>> ConversationsAsync(TestTwin twin) =>
        (await twin.Client().GetFromJsonAsync<ListConversationsResponse>($"{twin.ConversationsPath}?limit=100", ChatPlatform.Web))!.Items;

    public static async Task<IReadOnlyList<MessageView>> MessagesAsync(TestTwin twin, Guid conversationId) =>
        (await twin.Client().GetFromJsonAsync<ListMessagesResponse>($"/v1/conversations/{conversationId}/messages?limit=100", ChatPlatform.Web))!.Items;

    public static async Task<long> OutboxCountAsync(ChatPlatform platform, TestTwin twin)
    {
        await using var owner = platform.Database.OwnerSource();
        await using var command = owner.CreateCommand("select count(*) from chat.outbox where tenant_id = $1");
        command.Parameters.AddWithValue(twin.Tenant.Value);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
