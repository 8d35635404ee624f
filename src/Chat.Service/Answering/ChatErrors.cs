using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Chat.Answering;

/// <summary>Every way this domain says no.</summary>
internal static class ChatErrors
{
    public static ProblemHttpResult MessageEmpty => Problem.BadRequest("chat.message_empty", "The message is empty. Put a question into \"message\".");

    public static ProblemHttpResult MessageTooLong =>
        Problem.BadRequest("chat.message_too_long", $"The message is longer than {AskTwinRequest.MaxMessageLength} characters. Ask a shorter question.");

    public static ProblemHttpResult MessageUnreadable =>
        Problem.BadRequest("chat.message_unreadable", "The message holds a NUL character (U+0000), which is not text. Remove it.");

    public static ProblemHttpResult ConversationNotFound =>
        Problem.NotFound("conversation.not_found", "No such conversation with this twin. Leave \"conversationId\" out to begin a new one.");

    /// <summary>The terminal event of a stream when another service is away; without a stream the platform answers the same as a 503.</summary>
    public static ProblemHttpResult ServiceUnavailable =>
        Problem.Of(StatusCodes.Status503ServiceUnavailable, "service.unavailable", "A part of the platform is being restarted. Try again in a few seconds.");

    /// <summary>The terminal event of a stream that failed for a reason only the log may know.</summary>
    public static ProblemHttpResult Internal =>
        Problem.Of(StatusCodes.Status500InternalServerError, "internal", "Something went wrong here. Report the traceId, and nothing else is needed.");
}
