using System.ComponentModel.DataAnnotations;

namespace TwinPlatform.Knowledge.Infrastructure.Pinecone;

/// <summary>Which index, and the key to it. Section <c>Pinecone</c>; the key comes from the environment.</summary>
internal sealed class PineconeOptions
{
    /// <summary>The host of the index, as Pinecone's console shows it. <c>http://vectors</c> finds the bundled store by service discovery.</summary>
    [Required]
    public required string Host { get; init; }

    [Required]
    public required string ApiKey { get; init; }

    /// <summary>How long an upsert waits until what it wrote can be found. Pinecone usually takes a few seconds, the bundled store none.</summary>
    [Range(1, 600)]
    public int FreshnessTimeoutSeconds { get; init; } = 60;

    /// <remarks>Pinecone names its hosts without a scheme and speaks nothing but TLS there.</remarks>
    internal Uri BaseAddress => new((Host.Contains("://", StringComparison.Ordinal) ? Host : "https://" + Host).TrimEnd('/') + "/");
}
