using System.Text.RegularExpressions;

namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>Tells markdown from plain text by the marks that people do not make by accident.</summary>
internal static partial class MarkdownSigns
{
    private const int Window = 64 * 1024;

    /// <summary>How many different kinds of marks the beginning of the text shows.</summary>
    public static int Count(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, Window));
        return (Heading.Count(head) > 1 ? 2 : Heading.IsMatch(head) ? 1 : 0)
            + (Fence.IsMatch(head) ? 1 : 0)
            + (Link.IsMatch(head) ? 1 : 0)
            + (TableRule.IsMatch(head) ? 1 : 0)
            + (Strong.IsMatch(head) ? 1 : 0)
            + (Underline.IsMatch(head) ? 1 : 0);
    }

    /// <summary>A heading as a reader sees it: the text of its links, without stars and backticks.</summary>
    public static string WithoutMarkup(ReadOnlySpan<char> heading) => Marks.Replace(LinkTarget.Replace(heading.ToString(), "$1"), "");

    [GeneratedRegex(@"^#{1,6} \S", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex("^(?:```|~~~)", RegexOptions.Multiline)]
    private static partial Regex Fence { get; }

    [GeneratedRegex(@"\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^[ \t]{0,3}\|?[ \t]{0,9}:?-{3,}:?[ \t]{0,9}\|[ \t|:\-]*\r?$", RegexOptions.Multiline)]
    private static partial Regex TableRule { get; }

    [GeneratedRegex(@"(?<!\S)\*\*\S[^*\n]{0,200}\*\*")]
    private static partial Regex Strong { get; }

    [GeneratedRegex(@"^\S.{0,200}\r?\n(?:={3,}|-{3,})[ \t]*\r?$", RegexOptions.Multiline)]
    private static partial Regex Underline { get; }

    [GeneratedRegex(@"!?\[([^\]]{0,200})\]\([^)]{0,500}\)")]
    private static partial Regex LinkTarget { get; }

    [GeneratedRegex(@"[*`]+|(?<!\w)_+|_+(?!\w)")]
    private static partial Regex Marks { get; }
}
