using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Npgsql;
using TwinPlatform.Vectors.Local.Storage;

namespace TwinPlatform.Vectors.Local.Wire;

/// <summary>What all routes of Pinecone's data plane share: JSON without nulls, and errors in Pinecone's form whoever notices them.</summary>
internal static partial class PineconeWire
{
    public static void AddPineconeWire(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull);
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    public static void UsePineconeErrors(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            if (SaysItIsTooLarge(context))
            {
                await TooLarge(context).ExecuteAsync(context);
                return;
            }

            await next(context);

            // Reading a body that is too large ends the request with a bare status, not with an exception.
            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status413PayloadTooLarge })
                await TooLarge(context).ExecuteAsync(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Of(e, context).ExecuteAsync(context);
        }
        catch (NpgsqlException e) when (!context.Response.HasStarted)
        {
            LogDatabaseFailed(app.Logger, e);
            await PineconeError.Unavailable.ExecuteAsync(context);
        }
        catch (NamespaceTooLargeException e) when (!context.Response.HasStarted)
        {
            LogOutOfBudget(app.Logger, e.Message);
            await PineconeError.TooLarge(e).ExecuteAsync(context);
        }
        catch (MemoryBusyException e) when (!context.Response.HasStarted)
        {
            LogOutOfBudget(app.Logger, e.Message);
            await PineconeError.Busy(e.Message).ExecuteAsync(context);
        }
    });

    /// <summary>Marks routes whose errors have the control plane's form.</summary>
    public static void AnswerAsControlPlane(this RouteGroupBuilder routes) => routes.WithMetadata(new ControlPlane());

    public static bool IsControlPlane(this HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ControlPlane>() is not null;

    /// <remarks>The parser's own message may quote the body; only the place is passed on.</remarks>
    private static PineconeError Of(BadHttpRequestException e, HttpContext context) => e switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(context),
        { StatusCode: StatusCodes.Status404NotFound } => PineconeError.NotFound(e.Message),
        _ when context.IsControlPlane() => PineconeError.Unprocessable("Failed to deserialize the JSON body into the target type"),
        { InnerException: JsonException { Path: { Length: > 1 } path } } => PineconeError.Invalid($"{path}: not valid JSON, or the field is unknown, missing or of another type"),
        _ => PineconeError.Invalid("The request is not valid JSON, or lacks a parameter"),
    };

    /// <remarks>
    /// Answered before a byte of the body is read, and without a limit for what the server then reads and throws away, for five seconds at most: where reading runs into the
    /// limit, the connection is closed while the client still writes, and the client may never see the answer.
    /// </remarks>
    private static bool SaysItIsTooLarge(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not { MaxRequestBodySize: { } limit } || !(context.Request.ContentLength > limit))
            return false;

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        return true;
    }

    private static PineconeError TooLarge(HttpContext context) => PineconeError.TooLarge(context.Request.ContentLength, RequestLimits.MaxBodyBytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request was refused for want of memory: {Reason}")]
    private static partial void LogOutOfBudget(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database failed during a request; the client was asked to try again")]
    private static partial void LogDatabaseFailed(ILogger logger, Exception e);

    private sealed class ControlPlane;
}
