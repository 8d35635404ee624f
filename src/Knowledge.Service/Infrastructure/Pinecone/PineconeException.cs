using System.Net;
using System.Text.RegularExpressions;

namespace TwinPlatform.Knowledge.Infrastructure.Pinecone;

/// <summary>The vector store refused a request or could not be reached, and trying again did not help.</summary>
/// <remarks>
/// The message is Pinecone's own without what it quotes: it may quote ids and metadata values, and this message goes to logs and job histories.
/// </remarks>
internal sealed partial class PineconeException : Exception
{
    private const int MaxLength = 300;

    public PineconeException(HttpStatusCode status, string message)
        : base($"The vector store answered {(int)status}: {WithoutQuotes(message)}") => Status = status;

    public PineconeException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The HTTP status; null when there was no answer.</summary>
    public HttpStatusCode? Status { get; }

    private static string WithoutQuotes(string message)
    {
        var safe = Quoted().Replace(message, "…");
        return safe.Length <= MaxLength ? safe : safe[..MaxLength] + "…";
    }

    [GeneratedRegex("""'[^']*'|"[^"]*"|\[.*\]|\{.*\}""", RegexOptions.Singleline)]
    private static partial Regex Quoted();
}
