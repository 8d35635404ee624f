namespace Aspire.Hosting.ApplicationModel;

/// <summary>Fills the environment of a process just before it starts.</summary>
public sealed class EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> callback) : IResourceAnnotation
{
    /// <summary>Called once per start of the process.</summary>
    public Func<EnvironmentCallbackContext, Task> Callback => callback;
}

/// <summary>The environment under construction.</summary>
public sealed class EnvironmentCallbackContext(Dictionary<string, object> environmentVariables, CancellationToken cancellationToken = default)
{
    /// <summary>Texts and <see cref="IValueProvider"/>s by variable name; later callbacks overwrite earlier ones.</summary>
    public Dictionary<string, object> EnvironmentVariables => environmentVariables;

    /// <summary>Cancelled when the topology stops.</summary>
    public CancellationToken CancellationToken => cancellationToken;
}

/// <summary>How long a resource waits for another.</summary>
public enum WaitType
{
    /// <summary>Until it is healthy.</summary>
    WaitUntilHealthy,

    /// <summary>Until it has ended with the expected exit code.</summary>
    WaitForCompletion,
}

/// <summary>A resource starts only after another.</summary>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>What is waited for.</summary>
    public IResource Resource => resource;

    /// <summary>For which moment.</summary>
    public WaitType WaitType => waitType;

    /// <summary>The exit code that counts as success.</summary>
    public int ExitCode => exitCode;
}

/// <summary>A link that people follow: the dashboard of Aspire and the banner of the local host show it.</summary>
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    /// <summary>Absolute, or a path below the endpoint.</summary>
    public required string Url { get; set; }

    /// <summary>What the link says.</summary>
    public string? DisplayText { get; set; }
}

/// <summary>A link that is made once the endpoint has its port.</summary>
internal sealed record EndpointUrlAnnotation(EndpointReference Endpoint, Func<EndpointReference, ResourceUrlAnnotation> Callback) : IResourceAnnotation;

/// <summary>A resource is healthy when this request is answered with this status.</summary>
internal sealed record HttpHealthCheckAnnotation(EndpointReference Endpoint, string Path, int StatusCode) : IResourceAnnotation;

/// <summary>Command line arguments, in order.</summary>
internal sealed record ArgumentsAnnotation(IReadOnlyList<string> Arguments) : IResourceAnnotation;
