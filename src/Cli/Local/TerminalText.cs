using System.Text;

namespace TwinPlatform.Cli.Local;

/// <summary>Text that others wrote, made safe to print.</summary>
internal static class TerminalText
{
    private const char Substitute = '\uFFFD';

    /// <remarks>
    /// A quoted document may hold escape sequences, which move the cursor, rename the window or hide text, and signs that reverse the direction of reading.
    /// They are shown as a substitute instead.
    /// </remarks>
    public static string Printable(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length);
        foreach (var c in text.Where(c => c != '\r'))
        {
            safe.Append(IsUnsafe(c) ? Substitute : c);
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
