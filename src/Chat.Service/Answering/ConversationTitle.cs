using System.Text.RegularExpressions;

namespace TwinPlatform.Chat.Answering;

/// <summary>A conversation is called by its first question.</summary>
internal static partial class ConversationTitle
{
    private const int MaxLength = 80;

    /// <returns>The question on one line; a long one ends at a word, with an ellipsis.</returns>
    public static string Of(string question)
    {
        var line = WhiteSpace().Replace(question.Trim(), " ");
        if (line.Length <= MaxLength)
        {
            return line;
        }

        var cut = line.LastIndexOf(' ', MaxLength - 1);
        if (cut < MaxLength / 2)
        {
            // One endless word: cut inside it, but never inside a character.
            cut = char.IsHighSurrogate(line[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1;
        }

        return line[..cut].TrimEnd(' ', ',', ';', ':', '-', '–') + "…";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
