using TwinPlatform.Contracts.Knowledge.V1;

namespace TwinPlatform.Chat.Answering;

/// <summary>Where in its document a place of a passage stands. A passage may span small sections and a page break; the block that holds the place knows.</summary>
internal static class PassageBlocks
{
    public static int? PageAt(Passage passage, int offset) => BlockAt(passage, offset) switch
    {
        { HasPage: true } block => block.Page,
        null when passage.HasPage => passage.Page,
        _ => null,
    };

    /// <returns>When it is said, in a recording.</returns>
    public static int? StartSecondsAt(Passage passage, int offset) => BlockAt(passage, offset) switch
    {
        { HasStartSeconds: true } block => block.StartSeconds,
        null when passage.HasStartSeconds => passage.StartSeconds,
        _ => null,
    };

    /// <returns>The headings above the place, outermost first.</returns>
    public static IReadOnlyList<string> HeadingsAt(Passage passage, int offset) => BlockAt(passage, offset)?.HeadingPath ?? passage.HeadingPath;

    private static Block? BlockAt(Passage passage, int offset) => passage.Blocks.LastOrDefault(block => block.Start <= offset);
}
