namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>How a format tells that it gets on, page by page, and learns that it should stop.</summary>
/// <remarks>A long document may take long; one that takes long and gets nowhere is hostile or broken. Whoever limits the time needs to tell them apart.</remarks>
internal sealed class ReadingPace(CancellationToken ct, Action? onPartDone = null)
{
    private const int BlocksOfAPart = 200;

    private int _blocks;

    /// <summary>A page, a slide or a step of about that weight is done.</summary>
    public void PartDone()
    {
        ct.ThrowIfCancellationRequested();
        onPartDone?.Invoke();
    }

    /// <summary>A row or paragraph is done: two hundred of them are a part. Those that say nothing do not count.</summary>
    public void BlockDone()
    {
        if (++_blocks % BlocksOfAPart == 0)
            PartDone();
    }
}
