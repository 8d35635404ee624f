using System.Diagnostics;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Isolation;

/// <summary>What a document has cost so far.</summary>
internal sealed class WorkerUsage
{
    private readonly Stopwatch _clock = new();
    private TimeSpan _processorTimeBefore;
    private long _memoryBefore;
    private long _peakBefore;

    public TimeSpan Elapsed => _clock.Elapsed;

    public TimeSpan ProcessorTime { get; private set; }

    /// <summary>The most memory that the worker was seen to have.</summary>
    public long Memory { get; private set; }

    /// <summary>How much of it came with the document.</summary>
    public long AddedMemory => Math.Max(0, Memory - _memoryBefore);

    public void Begin(Process process)
    {
        _clock.Restart();
        Try(process, () => (_processorTimeBefore, _memoryBefore, _peakBefore, Memory) =
            (process.TotalProcessorTime, process.WorkingSet64, process.PeakWorkingSet64, process.WorkingSet64));
    }

    public void Look(Process process) => Try(process, () =>
    {
        ProcessorTime = process.TotalProcessorTime - _processorTimeBefore;
        Memory = Math.Max(Memory, process.WorkingSet64);
    });

    public void End(Process process)
    {
        Look(process);
        Try(process, () => Memory = process.PeakWorkingSet64 > _peakBefore ? Math.Max(Memory, process.PeakWorkingSet64) : Memory);
        _clock.Stop();
    }

    private static void Try(Process process, Action look)
    {
        try
        {
            process.Refresh();
            look();
        }
        catch (InvalidOperationException)
        {
            // The process has ended; what was seen last counts.
        }
    }
}
