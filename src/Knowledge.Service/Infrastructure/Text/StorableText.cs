namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>What PostgreSQL stores as text: Unicode without NUL and without half surrogate pairs.</summary>
internal static class StorableText
{
    private const char Replacement = '\uFFFD';

    public static bool Is(string text) => FirstOffence(text, 0) < 0;

    /// <summary>The text with U+FFFD in place of what cannot be stored; every offset stays what it was.</summary>
    public static string Of(string text)
    {
        if (Is(text))
            return text;

        var characters = text.ToCharArray();
        for (var at = FirstOffence(characters, 0); at >= 0; at = FirstOffence(characters, at + 1))
            characters[at] = Replacement;
        return new string(characters);
    }

    private static int FirstOffence(ReadOnlySpan<char> text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
                at++;
            else if (text[at] == '\0' || char.IsSurrogate(text[at]))
                return at;
        }

        return -1;
    }
}
