using System.Diagnostics;
using System.Text.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace TwinPlatform.Platform.Problems;

/// <summary>Every error that leaves the platform is a problem document with a code and a trace id, whoever noticed it.</summary>
public static class ProblemPipeline
{
    internal static void AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddExceptionHandler<ExceptionProblems>();
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        builder.Services.AddProblemDetails();

        // In production too: a body that does not fit is answered with the place where it does not, instead of a bare 400.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    /// <summary>Turns exceptions and bare status codes into problem documents. First in the pipeline.</summary>
    /// <param name="app">The process.</param>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }

    internal static void Complete(ProblemDetails problem, HttpContext context)
    {
        var status = problem.Status ??= context.Response.StatusCode;
        if (!problem.Extensions.ContainsKey("code"))
        {
            var (code, title) = Default(status, problem);
            problem.Extensions["code"] = code;
            problem.Type = Problem.TypeOf(code);
            problem.Title = title;
        }

        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
    }

    private static (string Code, string Title) Default(int status, ProblemDetails problem) => status switch
    {
        400 when problem is HttpValidationProblemDetails => ("request.invalid", "Some fields are not valid: \"errors\" says which, and why."),
        400 => ("request.invalid", "The request is not valid."),
        401 => ("key.missing", "Send an API key: \"Authorization: Bearer tdp_live_…\"."),
        404 => ("route.not_found", "No such address. The API reference is at /docs on the gateway."),
        405 => ("route.method_not_allowed", "This address does not take this method. The API reference is at /docs on the gateway."),
        413 => ("request.too_large", "The request is too large."),
        415 => ("request.unsupported_media_type", "Send JSON with \"Content-Type: application/json\", or a file with \"multipart/form-data\"."),
        502 or 503 => ("service.unavailable", "A part of the platform is being restarted. Try again in a few seconds."),
        504 => ("service.timeout", "A part of the platform did not answer in time. Try again."),
        >= 500 => ("internal", "Something went wrong here. Report the traceId, and nothing else is needed."),
        _ => ("request.refused", "The request was refused."),
    };
}

/// <summary>Writes problem documents whatever the client accepts: one that waits for an event stream needs the reason no less.</summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        ProblemPipeline.Complete(context.ProblemDetails, context.HttpContext);
        await context.HttpContext.Response.WriteAsJsonAsync(
            context.ProblemDetails, context.ProblemDetails.GetType(), options: null, contentType: "application/problem+json", context.HttpContext.RequestAborted);
    }
}

/// <summary>Names the exceptions that a client can do something about; all others are a 500 whose cause is in the log alone.</summary>
internal sealed class ExceptionProblems : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        if (Of(exception) is not { } problem)
        {
            return false;
        }

        if (problem.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "2";
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult? Of(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            Problem.Of(StatusCodes.Status413PayloadTooLarge, "request.too_large", "The request is too large."),
        BadHttpRequestException { InnerException: JsonException json } => Problem.BadRequest("request.invalid_json", Sentence(json)),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } =>
            Problem.Of(
                StatusCodes.Status415UnsupportedMediaType,
                "request.unsupported_media_type",
                "Send JSON with \"Content-Type: application/json\", or a file with \"multipart/form-data\"."),
        BadHttpRequestException bad => Problem.Of(bad.StatusCode, "request.invalid", "The request could not be read: a parameter or the body is missing or malformed."),
        RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded } =>
            Problem.Of(
                StatusCodes.Status503ServiceUnavailable,
                "service.unavailable",
                "A part of the platform is being restarted. Try again in a few seconds."),
        _ => null,
    };

    /// <remarks>The parser's own message may quote the body; only the place is passed on.</remarks>
    private static string Sentence(JsonException json) => json.Path is { Length: > 0 } path && path != "$"
        ? $"The JSON does not fit at \"{path}\": the field is unknown, missing or of another type."
        : "The body is not valid JSON, or has an unknown or missing field. The API reference at /docs shows the fields.";
}
