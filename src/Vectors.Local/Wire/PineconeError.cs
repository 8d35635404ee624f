using System.Text.Json.Serialization;

namespace TwinPlatform.Vectors.Local.Wire;

/// <summary>How Pinecone's data plane says no: an HTTP status, and a body with the gRPC code and one sentence.</summary>
internal sealed record PineconeError([property: JsonIgnore] int Status, int Code, string Message) : IResult
{
    public IReadOnlyList<string> Details { get; } = [];

    public static PineconeError NamespaceNotFound { get; } = NotFound("Namespace not found");

    public static PineconeError Unauthenticated { get; } = new(StatusCodes.Status401Unauthorized, 16, "Invalid API Key");

    public static PineconeError Invalid(string message) => new(StatusCodes.Status400BadRequest, 3, message);

    public static PineconeError NotFound(string message) => new(StatusCodes.Status404NotFound, 5, message);

    public static PineconeError TooLarge(long? found, long limit) =>
        new(StatusCodes.Status400BadRequest, 11, $"Error, message length too large: found {found?.ToString("D", null) ?? "more"} bytes, the limit is: {limit} bytes");

    public static PineconeError Unavailable { get; } = new(StatusCodes.Status503ServiceUnavailable, 14, "The index cannot reach its database. Try again in a few seconds.");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        return httpContext.Response.WriteAsJsonAsync(this, httpContext.RequestAborted);
    }
}
