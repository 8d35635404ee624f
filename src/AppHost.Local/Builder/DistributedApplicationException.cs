namespace Aspire.Hosting;

/// <summary>The topology cannot be built or run; the message says what to change.</summary>
public sealed class DistributedApplicationException : Exception
{
    /// <summary>Without a reason; prefer the others.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>With the sentence that the user reads.</summary>
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <summary>With the sentence that the user reads, and what led to it.</summary>
    public DistributedApplicationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
