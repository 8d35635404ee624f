using System.Text;

namespace TwinPlatform.Vectors.Local.Wire;

/// <summary>Pinecone's limits on a request. Each check answers what is wrong, or null.</summary>
internal static class RequestLimits
{
    public const int MaxBodyBytes = 2 * 1024 * 1024;
    public const int MaxVectors = 1000;
    public const int MaxIds = 1000;
    public const int MaxIdLength = 512;
    public const int MaxTopK = 10_000;
    public const int MaxListed = 100;

    private const int MaxNamespaceLength = 512;

    public static string? OfNamespace(string name) =>
        Encoding.UTF8.GetByteCount(name) > MaxNamespaceLength ? $"Namespace must be at most {MaxNamespaceLength} bytes long"
        : name.Contains('\0') ? "Namespace must not contain the null character"
        : null;

    public static string? OfId(string id) => id switch
    {
        "" => "Vector ID must not be empty",
        { Length: > MaxIdLength } => $"Vector ID must be at most {MaxIdLength} characters long, got {id.Length}",
        _ when !Ascii.IsValid(id) || id.Contains('\0') => "Vector ID must be ASCII without the null character",
        _ => null,
    };

    public static string? OfIds(IReadOnlyCollection<string> ids) => ids.Count switch
    {
        0 => "Must provide at least one vector ID",
        > MaxIds => $"Cannot name more than {MaxIds} vector IDs in a request, got {ids.Count}",
        _ => ids.Select(OfId).FirstOrDefault(problem => problem is not null),
    };

    public static string? OfListing(string? prefix, int limit) =>
        limit is < 1 or > MaxListed ? $"limit must be between 1 and {MaxListed}, got {limit}"
        : prefix?.Contains('\0') == true ? "Prefix must not contain the null character"
        : null;
}
