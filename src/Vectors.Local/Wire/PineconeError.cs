using System.Text.Json;
using System.Text.Json.Serialization;
using TwinPlatform.Vectors.Local.Storage;

namespace TwinPlatform.Vectors.Local.Wire;

/// <summary>
/// How Pinecone says no: an HTTP status and one sentence. The data plane adds a gRPC code in the form <c>rpcStatus</c>, the control plane the code's name.
/// </summary>
internal sealed record PineconeError(int Status, RpcCode Code, string Message) : IResult
{
    public static PineconeError NamespaceNotFound { get; } = NotFound("Namespace not found");

    public static PineconeError Unauthenticated { get; } = new(StatusCodes.Status401Unauthorized, RpcCode.Unauthenticated, "Invalid API Key");

    public static PineconeError Unavailable { get; } = Busy("The index cannot reach its database. Try again in a few seconds.");

    public static PineconeError Invalid(string message) => new(StatusCodes.Status400BadRequest, RpcCode.InvalidArgument, message);

    public static PineconeError NotFound(string message) => new(StatusCodes.Status404NotFound, RpcCode.NotFound, message);

    public static PineconeError Exists(string message) => new(StatusCodes.Status409Conflict, RpcCode.AlreadyExists, message);

    public static PineconeError Forbidden(string message) => new(StatusCodes.Status403Forbidden, RpcCode.Forbidden, message);

    public static PineconeError Unprocessable(string message) => new(StatusCodes.Status422UnprocessableEntity, RpcCode.UnprocessableEntity, message);

    public static PineconeError Busy(string message) => new(StatusCodes.Status503ServiceUnavailable, RpcCode.Unavailable, message);

    /// <remarks>429, which clients do not repeat by themselves: the namespace will be as large the next time.</remarks>
    public static PineconeError TooLarge(NamespaceTooLargeException e) => new(StatusCodes.Status429TooManyRequests, RpcCode.ResourceExhausted, e.Message);

    public static PineconeError TooLarge(long? found, long limit) => new(
        StatusCodes.Status400BadRequest,
        RpcCode.OutOfRange,
        $"Error, message length too large: found {found?.ToString("D", null) ?? "more"} bytes, the limit is: {limit} bytes");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        if (Code == RpcCode.Unavailable)
            httpContext.Response.Headers.RetryAfter = "1";

        return httpContext.IsControlPlane()
            ? httpContext.Response.WriteAsJsonAsync(new ControlError(new ControlErrorBody(JsonNamingPolicy.SnakeCaseUpper.ConvertName(Code.ToString()), Message), Status))
            : httpContext.Response.WriteAsJsonAsync(new RpcStatus((int)Code, Message, []));
    }

    private sealed record RpcStatus(int Code, string Message, IReadOnlyList<string> Details);

    private sealed record ControlError(ControlErrorBody Error, [property: JsonPropertyOrder(1)] int Status);

    private sealed record ControlErrorBody(string Code, string Message);
}

/// <summary>The gRPC codes that Pinecone uses, and after them what only its control plane says.</summary>
internal enum RpcCode
{
    InvalidArgument = 3,
    NotFound = 5,
    AlreadyExists = 6,
    ResourceExhausted = 8,
    OutOfRange = 11,
    Unavailable = 14,
    Unauthenticated = 16,
    Forbidden,
    UnprocessableEntity,
}
