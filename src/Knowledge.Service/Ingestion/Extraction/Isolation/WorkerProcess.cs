using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Isolation;

/// <summary>A worker as the service sees it: a process that gets one document at a time and is killed when it overspends.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    // The rest of the service's environment holds passwords.
    private static readonly string[] KeptVariables = ["PATH", "HOME", "TMPDIR", "LANG", "DOTNET_ROOT", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"];

    private readonly Process _process;
    private readonly BinaryReader _replies;
    private readonly BinaryWriter _requests;
    private readonly long _memory;

    private WorkerProcess(Process process, long memory)
    {
        _process = process;
        _memory = memory;
        _requests = new BinaryWriter(new BufferedStream(process.StandardInput.BaseStream, 64 * 1024));
        _replies = new BinaryReader(new BufferedStream(process.StandardOutput.BaseStream, 64 * 1024));
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>Documents that it has read.</summary>
    public int Documents { get; private set; }

    /// <summary>Starts a worker and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It cannot be started, which is no document's fault.</exception>
    public static async Task<WorkerProcess> StartAsync(long memory, CancellationToken ct)
    {
        var worker = new WorkerProcess(Process.Start(StartInfo(memory))!, memory);
        try
        {
            await Task.Run(() => WorkerReply.ReadSign(worker._replies), ct).WaitAsync(StartTime, ct);
            return worker;
        }
        catch (Exception e)
        {
            worker.Dispose();
            throw e is OperationCanceledException ? e : new InvalidOperationException("The extraction worker did not start.", e);
        }
    }

    /// <exception cref="ExtractionRefusedException">The document was refused, or took more than the budget.</exception>
    /// <exception cref="WorkerCrashedException">The worker is gone.</exception>
    public async Task<ExtractedDocument> ReadAsync(WorkerRequest request, ExtractionBudget budget, WorkerUsage usage, CancellationToken ct)
    {
        var parts = 0;
        var reply = Task.Factory.StartNew(
            () =>
            {
                request.Write(_requests);
                return WorkerReply.Read(_replies, request.Number, () => Interlocked.Increment(ref parts));
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        usage.Begin(_process);
        while (!reply.IsCompleted)
        {
            await Task.WhenAny(reply, Task.Delay(LookEvery, ct));
            if (reply.IsCompleted)
                break;

            usage.Look(_process);
            var allowed = budget.TimeFor(Volatile.Read(ref parts));
            if (ct.IsCancellationRequested || usage.ProcessorTime > allowed || usage.Elapsed > allowed * budget.ClockFactor || usage.Memory > _memory + budget.MemoryOfProcess)
            {
                Kill();
                await ((Task)reply).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                ct.ThrowIfCancellationRequested();
                throw usage.Memory > _memory + budget.MemoryOfProcess ? ExtractionRefusedException.TooExpensive() : ExtractionRefusedException.TooSlow(allowed);
            }
        }

        usage.End(_process);
        try
        {
            var document = await reply;
            Documents++;
            return document;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw new WorkerCrashedException(e);
        }
    }

    /// <summary>What happens when the service dies.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It is gone already.
        }
    }

    private static ProcessStartInfo StartInfo(long memory)
    {
        var start = new ProcessStartInfo(ProgramFile()) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(WorkerProcess).Assembly.Location);
        start.ArgumentList.Add(ExtractionWorker.Command);

        var kept = KeptVariables
            .Select(name => (name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is not null)
            .ToList();
        start.Environment.Clear();
        kept.ForEach(variable => start.Environment[variable.name] = variable.Value);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = memory.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    /// <summary>This program where it has a file of its own, else the runtime that runs it.</summary>
    private static string ProgramFile()
    {
        var self = typeof(WorkerProcess).Assembly.GetName().Name;
        if (Environment.ProcessPath is { } running && Path.GetFileNameWithoutExtension(running) is var name && (name == self || name == "dotnet"))
            return running;
        return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
    }
}

/// <summary>A worker ended without an answer.</summary>
internal sealed class WorkerCrashedException(Exception why) : Exception("The extraction worker ended without an answer.", why);
