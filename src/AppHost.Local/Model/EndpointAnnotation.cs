namespace Aspire.Hosting.ApplicationModel;

/// <summary>One place where a resource listens.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    internal const string Http = "http";

    /// <summary>The name by which others ask for it.</summary>
    public required string Name { get; init; }

    /// <summary><c>http</c>, <c>tcp</c>, <c>amqp</c>, …</summary>
    public required string UriScheme { get; init; }

    /// <summary>The port that the topology or the project's own configuration names.</summary>
    public int? Port { get; set; }

    /// <summary>Whether clients outside the topology use it: then it prefers <see cref="Port"/>, so that bookmarks keep working.</summary>
    public bool IsExternal { get; set; }

    /// <summary>The variable that tells the process its address, where that is not the usual one.</summary>
    internal string? ListenVariable { get; init; }

    /// <summary>Everything stays on this machine; a literal address, because "localhost" may mean a second, IPv6 port that somebody else holds.</summary>
    internal string ListenAddress { get; } = "127.0.0.1";

    /// <summary>The port of this run; null until the topology starts.</summary>
    internal int? AllocatedPort { get; set; }
}
