using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Isolation;

/// <summary>
/// Extracts documents in child processes, since what a parser of PDF or office files does with a hostile file cannot be limited from inside its own process
/// (docs/adr/0011). Whatever a document does, the service lives on and the owner hears why it was refused.
/// </summary>
internal sealed partial class IsolatedExtractor(ExtractionBudget budget, ILogger<IsolatedExtractor> logger) : IDisposable
{
    // A worker that has read something is fast for what comes next; one that has read much may have kept much.
    private const int IdleWorkers = 2;
    private const int DocumentsOfWorker = 200;

    private static readonly Meter Meter = new("TwinPlatform.Knowledge.Extraction");
    private static readonly Histogram<double> ProcessorTime = Meter.CreateHistogram<double>("knowledge.extraction.processor_time", "s", "Processor time that a document took.");
    private static readonly Histogram<long> AddedMemory = Meter.CreateHistogram<long>("knowledge.extraction.memory", "By", "Memory that a document took.");

    private readonly ConcurrentBag<WorkerProcess> _idle = [];
    private long _requests;
    private volatile bool _isDisposed;

    public IsolatedExtractor(ILogger<IsolatedExtractor> logger)
        : this(ExtractionBudget.Default, logger)
    {
    }

    /// <param name="content">The file.</param>
    /// <param name="fileName">Its name, of which only the extension counts, and only as a hint.</param>
    /// <param name="declaredMediaType">The Content-Type that came with it.</param>
    /// <param name="ct">Gives up and ends the worker.</param>
    /// <exception cref="ExtractionRefusedException">The document cannot become text; the code and sentence say why.</exception>
    public async Task<ExtractedDocument> ExtractAsync(ReadOnlyMemory<byte> content, string? fileName, string? declaredMediaType, CancellationToken ct)
    {
        var request = new WorkerRequest(Interlocked.Increment(ref _requests), content, fileName, declaredMediaType);
        try
        {
            return await ExtractAsync(request, content.Length <= budget.LargeFile && _idle.TryTake(out var idle) ? idle : null, ct);
        }
        catch (WorkerCrashedException)
        {
            // Perhaps it was not this document's fault; in a new process it would be.
        }

        try
        {
            return await ExtractAsync(request, idle: null, ct);
        }
        catch (WorkerCrashedException)
        {
            throw ExtractionRefusedException.Unreadable();
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var worker))
            worker.Dispose();
    }

    private async Task<ExtractedDocument> ExtractAsync(WorkerRequest request, WorkerProcess? idle, CancellationToken ct)
    {
        var worker = idle ?? await WorkerProcess.StartAsync(budget.MemoryFor(request.Content.Length), ct);
        var usage = new WorkerUsage();
        var (outcome, isKept) = ("crashed", false);
        try
        {
            var document = await worker.ReadAsync(request, budget, usage, ct);
            (outcome, isKept) = (document.MediaType, true);
            return document;
        }
        catch (ExtractionRefusedException refusal)
        {
            (outcome, isKept) = (refusal.Code, refusal.Code is not ("source.too_slow" or "source.too_expensive"));
            throw;
        }
        finally
        {
            ProcessorTime.Record(usage.ProcessorTime.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
            AddedMemory.Record(usage.AddedMemory, new KeyValuePair<string, object?>("outcome", outcome));
            if (!isKept)
                LogEnded(worker.Id, outcome, usage.Elapsed.TotalMilliseconds, usage.AddedMemory / (1024 * 1024));
            Release(worker, isKept && request.Content.Length <= budget.LargeFile);
        }
    }

    private void Release(WorkerProcess worker, bool isKept)
    {
        if (isKept && !_isDisposed && _idle.Count < IdleWorkers && worker.Documents < DocumentsOfWorker)
            _idle.Add(worker);
        else
            worker.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Extraction worker {ProcessId} was ended ({Outcome}) after {ElapsedMs:0} ms and {AddedMb} MB")]
    private partial void LogEnded(int processId, string outcome, double elapsedMs, long addedMb);
}
