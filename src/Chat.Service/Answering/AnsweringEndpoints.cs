using TwinPlatform.Contracts;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Chat.Answering;

internal static class AnsweringEndpoints
{
    /// <remarks>4,000 characters fit many times over, so that a message which is merely too long is told so instead of being cut off as a flood.</remarks>
    private const long MaxBodyBytes = 1024 * 1024;

    public static void AddAnswering(this WebApplicationBuilder builder)
    {
        builder.Services.AddTransient<AnswerTurn>();
        builder.Services.AddTransient<AnswerStream>();
    }

    public static void MapAnswering(this IEndpointRouteBuilder routes)
    {
        var twin = routes.MapGroup("/v1/twins/{twinId:guid}").WithTags("Chat").RequireTwin();
        twin.MapPost("/chat", AskTwin.Handle)
            .RequireScope(Scopes.ChatAsk)
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MaxBodyBytes))
            // Of two bodies for one status the description would show the last alone; the stream's "done" event carries this one.
            .Produces<AskTwinResponse>(StatusCodes.Status200OK, "application/json", "text/event-stream")
            .WithName("askTwin")
            .WithSummary("Ask a twin")
            .WithDescription(
                "The twin answers in quotes from its sources, or says that it does not know. With \"Accept: text/event-stream\" the answer comes as events: " +
                "\"metadata\", then \"answer\" (a piece of text) and \"citation\" for each sentence, then exactly one \"done\" with the whole response or \"error\" with a problem document.");
    }
}
