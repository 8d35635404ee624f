using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Chat.Conversations;

/// <summary>Every way this domain says no.</summary>
internal static class ConversationErrors
{
    public static ProblemHttpResult NotFound =>
        Problem.NotFound("conversation.not_found", "No such conversation. Check its id, and that this key may reach the twin it is with.");
}
