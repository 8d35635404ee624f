using System.Collections.Concurrent;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Isolation;

/// <summary>The child process: reads one document after another from its input and writes to its output what they say.</summary>
/// <remarks>
/// It has no connection strings, no keys and nothing to lose: when a document takes too long, takes too much or makes it crash, the service ends it and
/// starts another. It ends by itself when its input does, which is also what happens when the service dies, however it dies.
/// </remarks>
internal static class ExtractionWorker
{
    /// <summary>The argument that makes the service's program a worker.</summary>
    public const string Command = "extract";

    // Parsers recurse; where they recurse without end, this is what they may use up.
    private const int StackBytes = 8 * 1024 * 1024;
    private const long MuchMemory = 24 * 1024 * 1024;

    public static int Run()
    {
        using var input = new BinaryReader(Console.OpenStandardInput());
        using var output = new BinaryWriter(new BufferedStream(Console.OpenStandardOutput(), 64 * 1024));
        Console.SetOut(TextWriter.Null);
        WorkerReply.WriteSign(output);

        // Documents are read in a thread of their own, so that this one notices when the service is gone; one after the other, since they share the output.
        using var requests = new BlockingCollection<WorkerRequest>();
        new Thread(() => AnswerAll(requests, output), StackBytes) { IsBackground = true }.Start();
        while (WorkerRequest.Read(input) is { } request)
            requests.Add(request);
        return 0;
    }

    private static void AnswerAll(BlockingCollection<WorkerRequest> requests, BinaryWriter output)
    {
        foreach (var request in requests.GetConsumingEnumerable())
            Answer(request, output);
    }

    private static void Answer(WorkerRequest request, BinaryWriter output)
    {
        WorkerReply.WriteNumber(output, request.Number);
        ExtractedDocument? document = null;
        try
        {
            document = new DocumentExtractor().Extract(
                request.Content, request.FileName, request.MediaType, new ReadingPace(CancellationToken.None, () => WorkerReply.WriteSign(output)));
        }
        catch (ExtractionRefusedException refusal)
        {
            WorkerReply.Write(output, refusal);
        }
        catch (Exception e) when (e.GetBaseException() is OutOfMemoryException)
        {
            // Who knows what else failed to get memory.
            WorkerReply.Write(output, ExtractionRefusedException.TooExpensive());
            Environment.Exit(1);
        }
#pragma warning disable CA1031 // A parser that fails in a way nobody foresaw fails because of the document, and the owner has to hear of it.
        catch (Exception)
#pragma warning restore CA1031
        {
            WorkerReply.Write(output, ExtractionRefusedException.Unreadable());
        }

        if (document is not null)
            WorkerReply.Write(output, document);
        if (GC.GetTotalMemory(forceFullCollection: false) > MuchMemory)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
