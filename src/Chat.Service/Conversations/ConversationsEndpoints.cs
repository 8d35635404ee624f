using TwinPlatform.Contracts;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Chat.Conversations;

internal static class ConversationsEndpoints
{
    public static void MapConversations(this IEndpointRouteBuilder routes)
    {
        var twin = routes.MapGroup("/v1/twins/{twinId:guid}/conversations").WithTags("Conversations").RequireTwin();
        twin.MapGet("", ListConversations.Handle)
            .RequireScope(Scopes.ConversationsRead)
            .WithName("listConversations")
            .WithSummary("List a twin's conversations");

        // The route names no twin; the slice asks whether the key may reach the one that the conversation is with.
        var conversation = routes.MapGroup("/v1/conversations/{conversationId:guid}").WithTags("Conversations");
        conversation.MapGet("/messages", ListMessages.Handle)
            .RequireScope(Scopes.ConversationsRead)
            .WithName("listMessages")
            .WithSummary("Read a conversation");
    }
}
