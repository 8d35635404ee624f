using System.Text.Json;

namespace TwinPlatform.Cli.Gateway;

/// <summary>The API said no, in a problem document (RFC 9457).</summary>
internal sealed class GatewayException : CliException
{
    private GatewayException(string message, string code)
        : base(message) => Code = code;

    /// <summary>The stable code, such as <c>twin.not_found</c>; empty when the answer was no problem document.</summary>
    public string Code { get; }

    public static GatewayException From(int status, string body)
    {
        try
        {
            if (JsonSerializer.Deserialize<ProblemDocument>(body, JsonSerializerOptions.Web) is { Code: { } code, Title: { } title } problem)
            {
                return new GatewayException($"{title} ({code}{(problem.TraceId is null ? "" : $", trace {problem.TraceId}")})", code);
            }
        }
        catch (JsonException)
        {
            // Something between here and the gateway answered in its own words.
        }

        return new GatewayException($"The answer was HTTP status {status} without an explanation. Check that the address is the gateway's.", "");
    }

    private sealed record ProblemDocument(string? Code, string? Title, string? TraceId);
}
