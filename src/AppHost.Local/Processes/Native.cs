using System.Runtime.InteropServices;

namespace TwinPlatform.AppHost.Local.Processes;

/// <summary>The two calls to the system that .NET has no name for.</summary>
internal static partial class Native
{
    public static bool IsRoot { get; } = GetEffectiveUserId() == 0;

    /// <summary>Sends a signal to a process, or to a whole group when <paramref name="pid"/> is negative. False when there is none.</summary>
    public static bool Signal(int pid, Signal signal) => Kill(pid, (int)signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();
}

/// <summary>The signals in use, with the numbers of Linux.</summary>
internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}
