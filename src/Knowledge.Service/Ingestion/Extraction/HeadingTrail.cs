using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>Follows the headings of a document and knows at each place which ones it stands under.</summary>
internal sealed class HeadingTrail
{
    private const int MaxLength = 200;

    private readonly List<(int Level, string Text)> _open = [];

    /// <summary>The headings above the current place, outermost first; a new list whenever it changes, so that blocks can share it.</summary>
    public IReadOnlyList<string> Path { get; private set; } = [];

    public void Enter(int level, string heading)
    {
        _open.RemoveAll(open => open.Level >= level);
        _open.Add((level, StorableText.Of(Shortened(heading))));
        Path = [.. _open.Select(open => open.Text)];
    }

    /// <summary>What follows stands under no heading.</summary>
    public void Leave()
    {
        _open.Clear();
        Path = [];
    }

    private static string Shortened(string heading)
    {
        var line = string.Join(' ', heading.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= MaxLength)
            return line;
        return string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1), "…");
    }
}
