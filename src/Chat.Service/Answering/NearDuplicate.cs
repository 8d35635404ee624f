using System.Text.RegularExpressions;

namespace TwinPlatform.Chat.Answering;

/// <summary>Tells whether two sentences say the same in nearly the same words.</summary>
/// <remarks>
/// Sentences that differ in a number or in a "not" are never the same, however alike they look: two sources that contradict each other must both be heard.
/// </remarks>
internal static partial class NearDuplicate
{
    private const double SharedWords = 0.8;

    private static readonly HashSet<string> Negations = ["no", "not", "never", "none", "cannot", "without", "nicht", "kein", "keine", "nie", "ohne"];

    public static bool Is(string one, string other)
    {
        HashSet<string> words = [.. Words(one)], otherWords = [.. Words(other)];
        var shared = words.Intersect(otherWords).Count();
        var different = words.Except(otherWords).Concat(otherWords.Except(words)).ToList();
        return shared >= SharedWords * (shared + different.Count) && !different.Exists(ChangesMeaning);
    }

    private static bool ChangesMeaning(string word) => word.Any(char.IsDigit) || Negations.Contains(word) || word.EndsWith("n't", StringComparison.Ordinal);

    private static IEnumerable<string> Words(string text) => Word().Matches(text.Replace('’', '\'').ToLowerInvariant()).Select(word => word.Value);

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['.,][\p{L}\p{N}]+)*")]
    private static partial Regex Word();
}
