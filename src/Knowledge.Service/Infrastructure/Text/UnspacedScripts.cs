using System.Text;

namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>Scripts whose words are not separated by spaces (or, like Korean, change their endings so much that pairs of characters find more).</summary>
internal static class UnspacedScripts
{
    public static bool Contains(Rune rune) => rune.Value is >= 0x0E00 and (
        <= 0x0EFF // Thai, Lao
        or (>= 0x1000 and <= 0x109F) // Myanmar
        or (>= 0x1100 and <= 0x11FF) // Hangul letters
        or (>= 0x1780 and <= 0x17FF) // Khmer
        or (>= 0x3005 and <= 0x3007)
        or (>= 0x3040 and <= 0x30FF) // Hiragana, Katakana
        or (>= 0x3130 and <= 0x318F)
        or (>= 0x31F0 and <= 0x31FF)
        or (>= 0x3400 and <= 0x4DBF) // Han
        or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xAC00 and <= 0xD7AF) // Hangul syllables
        or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFF66 and <= 0xFF9F) // half-width Katakana
        or (>= 0x20000 and <= 0x3FFFF));
}
