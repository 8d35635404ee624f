using System.Text;

namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>Writes the text of a document block by block, a blank line between two, and keeps it within its limits while it grows.</summary>
internal sealed class BlockWriter(ExtractionLimits limits, ReadingPace pace)
{
    private readonly StringBuilder _text = new();
    private readonly List<TextBlock> _blocks = [];
    private readonly HeadingTrail _trail = new();

    /// <summary>The page or slide that is being written.</summary>
    public int? Page { get; set; }

    public void Heading(int level, string heading)
    {
        if (string.IsNullOrWhiteSpace(heading))
            return;

        _trail.Enter(level, heading);
        Add(BlockKind.Heading, heading);
    }

    /// <summary>What follows stands under no heading.</summary>
    public void LeaveHeadings() => _trail.Leave();

    public void Add(BlockKind kind, string content, TimeRange? time = null)
    {
        var trimmed = content.AsSpan().Trim();
        if (trimmed.IsEmpty)
            return;
        if (_blocks.Count == limits.MaxBlocks)
            throw ExtractionRefusedException.TooManyBlocks(limits.MaxBlocks);
        if (_text.Length + trimmed.Length + 2 > limits.MaxCharacters)
            throw ExtractionRefusedException.TextTooLong(limits.MaxCharacters);

        if (_text.Length > 0)
            _text.Append("\n\n");
        _blocks.Add(new TextBlock(_text.Length, _text.Length + trimmed.Length, kind, _trail.Path, Page, time));
        _text.Append(trimmed);
        pace.BlockDone();
    }

    public ExtractedDocument Finish(string mediaType, string? title) =>
        new(_text.ToString(), mediaType, string.IsNullOrWhiteSpace(title) ? null : title.Trim(), _blocks);
}
