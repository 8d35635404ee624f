namespace TwinPlatform.Cli;

/// <summary>What the command line leaves behind for scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It could not be done; one sentence on standard error says why.</summary>
    public const int Failed = 1;

    /// <summary>The command was not understood, and nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl-C, as shells count it: 128 and the number of SIGINT.</summary>
    public const int Interrupted = 130;
}
