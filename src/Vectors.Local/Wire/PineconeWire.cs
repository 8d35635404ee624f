using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;

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
            await next(context);
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
    });

    /// <remarks>The parser's own message may quote the body; only the place is passed on.</remarks>
    private static PineconeError Of(BadHttpRequestException e, HttpContext context) => e switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => PineconeError.TooLarge(
            context.Request.ContentLength,
            context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? RequestLimits.MaxBodyBytes),
        { StatusCode: StatusCodes.Status404NotFound } => PineconeError.NotFound(e.Message),
        { InnerException: JsonException { Path: { Length: > 1 } path } } => PineconeError.Invalid($"{path}: the field is unknown, missing or of another type"),
        _ => PineconeError.Invalid("The request is not valid JSON, or lacks a parameter"),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "The database failed during a request; the client was asked to try again")]
    private static partial void LogDatabaseFailed(ILogger logger, Exception e);
}
