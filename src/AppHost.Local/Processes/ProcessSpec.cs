namespace TwinPlatform.AppHost.Local.Processes;

/// <summary>How to start one process.</summary>
internal sealed record ProcessSpec(string FileName, IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    /// <summary>Added to the inherited environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Inherited variables that must not reach the process, by prefix.</summary>
    public IReadOnlyList<string> WithoutVariables { get; init; } = [];

    /// <summary>The user to run as; null for the user of the host.</summary>
    public string? User { get; init; }

    /// <summary>What the kernel sends when the host is gone.</summary>
    public Signal DeathSignal { get; init; } = Signal.Terminate;
}
