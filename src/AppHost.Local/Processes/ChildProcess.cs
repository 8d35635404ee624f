using System.Diagnostics;

namespace TwinPlatform.AppHost.Local.Processes;

/// <summary>A running child; it is the leader of its own process group.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);
    private readonly Process _process;
    private readonly Task _output;

    public ChildProcess(Process process, Action<string> onLine)
    {
        _process = process;
        Pid = process.Id;
        process.StandardInput.Close();
        _output = Task.WhenAll(ReadAsync(process.StandardOutput, onLine), ReadAsync(process.StandardError, onLine));
        Exited = WaitAsync();
    }

    public int Pid { get; }

    /// <summary>Completes with the exit code (128 + n after signal n), when the process is gone and its last output was read.</summary>
    public Task<int> Exited { get; }

    public void Signal(Signal signal) => Native.Signal(Pid, signal);

    /// <summary>Asks the process to end, and ends its whole group when it does not within the grace.</summary>
    /// <returns>Whether it went by itself.</returns>
    public async Task<bool> StopAsync(Signal signal, TimeSpan grace)
    {
        if (Exited.IsCompleted)
            return true;

        Signal(signal);
        var graceful = await Task.WhenAny(Exited, Task.Delay(grace)) == Exited;
        Native.Signal(-Pid, Processes.Signal.Kill);
        await Exited;
        return graceful;
    }

    public void Dispose() => _process.Dispose();

    private static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
            onLine(line);
    }

    private async Task<int> WaitAsync()
    {
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.Exited += (_, _) => exited.TrySetResult();
        _process.EnableRaisingEvents = true;
        await exited.Task;

        // A grandchild may hold the pipe open for longer than anybody wants to wait.
        await Task.WhenAny(_output, Task.Delay(LastWords));
        return _process.ExitCode;
    }
}
