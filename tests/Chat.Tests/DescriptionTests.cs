using System.Text.Json;
using TwinPlatform.Chat.Tests.Peers;
using TwinPlatform.Testing;

namespace TwinPlatform.Chat.Tests;

[Collection(ChatPlatformCollection.Name)]
public sealed class DescriptionTests(ChatPlatform platform)
{
    [InfrastructureFact]
    public async Task The_service_describes_its_routes_and_what_they_take_and_give()
    {
        var client = platform.Twin(new TwinScript()).Client();

        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));

        var paths = document.RootElement.GetProperty("paths");
        Assert.Equal(
            ["/v1/conversations/{conversationId}/messages", "/v1/twins/{twinId}/chat", "/v1/twins/{twinId}/conversations"],
            paths.EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        var answers = paths.GetProperty("/v1/twins/{twinId}/chat").GetProperty("post").GetProperty("responses").GetProperty("200").GetProperty("content");
        Assert.Equal(["application/json", "text/event-stream"], answers.EnumerateObject().Select(type => type.Name).Order(StringComparer.Ordinal));
        Assert.Superset(
            new HashSet<string> { "AskTwinRequest", "AskTwinResponse", "Citation", "ListConversationsResponse", "ListMessagesResponse", "MessageView" },
            document.RootElement.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => schema.Name).ToHashSet());
    }
}
