namespace TwinPlatform.Knowledge.Ingestion.Extraction.Isolation;

/// <summary>What a worker may spend on a document.</summary>
/// <remarks>
/// Time is processor time, so that a busy machine refuses nothing that an idle one reads. A document gets a few seconds, and more for each page that is done:
/// a book of 500 pages takes long and gets on, a bomb does not. Memory grows with the file: what small files may take is what hostile ones can.
/// </remarks>
internal sealed record ExtractionBudget
{
    public static ExtractionBudget Default { get; } = new();

    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(3.5);

    public TimeSpan TimePerPart { get; init; } = TimeSpan.FromSeconds(0.1);

    public TimeSpan MostTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many times the processor time may pass on the clock: a worker that waits for ever uses none.</summary>
    public int ClockFactor { get; init; } = 4;

    /// <summary>Memory for objects, in bytes, of a worker for files up to <see cref="LargeFile"/>.</summary>
    public long Memory { get; init; } = 66L * 1024 * 1024;

    /// <summary>From here on, a file has a worker of its own with memory for its size.</summary>
    public int LargeFile { get; init; } = 6 * 1024 * 1024;

    public int MemoryPerLargeByte { get; init; } = 4;

    /// <summary>Memory beside objects, mostly code, with which a worker begins.</summary>
    public long MemoryOfProcess { get; init; } = 128L * 1024 * 1024;

    public long MemoryFor(int fileBytes) => fileBytes <= LargeFile ? Memory : Memory + ((long)fileBytes * MemoryPerLargeByte);

    public TimeSpan TimeFor(int partsDone)
    {
        var time = Time + (TimePerPart * partsDone);
        return time < MostTime ? time : MostTime;
    }
}
