using System.Text;
using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Ingestion.Chunking;

/// <summary>Counts words without reading them: runs of letters and digits; in scripts without spaces two characters are a word.</summary>
internal static class WordCount
{
    public static int Of(ReadOnlySpan<char> text)
    {
        int words = 0, unspaced = 0;
        var isInside = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var isUnspaced = UnspacedScripts.Contains(rune);
            var isWord = !isUnspaced && Rune.IsLetterOrDigit(rune);
            unspaced += isUnspaced ? 1 : 0;
            words += isWord && !isInside ? 1 : 0;
            isInside = isWord || (isInside && rune.Value is '\'' or '\u2019');
        }

        return words + ((unspaced + 1) / 2);
    }
}
