using System.Text;
using System.Text.RegularExpressions;

namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>Finds the encoding of a text file and decodes it.</summary>
/// <remarks>
/// A byte order mark decides; then validity as UTF-8, which no other encoding passes by accident; then what the server or the page says; then windows-1252,
/// the encoding of files from before UTF-8, in which every byte means something.
/// </remarks>
internal static partial class TextDecoder
{
    private const int MetaWindow = 4096;
    private const double MaxControlShare = 0.01;

    public static string Decode(ReadOnlySpan<byte> bytes, string? declaredMediaType)
    {
        var (encoding, preamble) = EncodingOf(bytes, declaredMediaType);
        var text = encoding.GetString(bytes[preamble..]);
        return IsText(text) ? text : throw ExtractionRefusedException.Binary();
    }

    private static (Encoding Encoding, int Preamble) EncodingOf(ReadOnlySpan<byte> bytes, string? declaredMediaType)
    {
        switch (bytes)
        {
            case [0xEF, 0xBB, 0xBF, ..]:
                return (Encoding.UTF8, 3);
            case [0xFF, 0xFE, 0x00, 0x00, ..]:
                return (Encoding.UTF32, 4);
            case [0xFF, 0xFE, ..]:
                return (Encoding.Unicode, 2);
            case [0xFE, 0xFF, ..]:
                return (Encoding.BigEndianUnicode, 2);
        }

        if (IsUtf16(bytes, zeroAt: 1))
            return (Encoding.Unicode, 0);
        if (IsUtf16(bytes, zeroAt: 0))
            return (Encoding.BigEndianUnicode, 0);
        if (IsUtf8(bytes))
            return (Encoding.UTF8, 0);
        return (Named(declaredMediaType) ?? Named(HeadOf(bytes)) ?? Windows1252, 0);
    }

    private static Encoding Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Latin text in UTF-16 has a zero in every other byte.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> bytes, int zeroAt)
    {
        var head = bytes[..Math.Min(bytes.Length & ~1, 1024)];
        if (head.Length < 8)
            return false;

        int zeros = 0, othersZero = 0;
        for (var i = 0; i < head.Length; i += 2)
        {
            zeros += head[i + zeroAt] == 0 ? 1 : 0;
            othersZero += head[i + 1 - zeroAt] == 0 ? 1 : 0;
        }

        return othersZero == 0 && zeros > head.Length / 2 * 0.7;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    private static string HeadOf(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, MetaWindow)]);

    /// <summary>The encoding after "charset=" in a Content-Type or a meta element, or "encoding=" in an XML declaration.</summary>
    private static Encoding? Named(string? declaration)
    {
        if (declaration is null || CharsetPattern.Match(declaration) is not { Success: true } match)
            return null;

        try
        {
            var name = match.Groups[1].Value;
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

            // Bytes that are not UTF-8 were declared as UTF-8, and Latin-1 on the web has always meant windows-1252.
            return encoding is UTF8Encoding || encoding.CodePage is 28591 or 20127 ? null : encoding;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsText(string text)
    {
        var controls = 0;
        foreach (var c in text)
        {
            if (c == '\0')
                return false;
            if (c is (< ' ' and not ('\t' or '\n' or '\r' or '\f' or '\v')) or (>= '\u007F' and <= '\u009F' and not '\u0085') or '\uFFFD')
                controls++;
        }

        return controls <= text.Length * MaxControlShare;
    }

    [GeneratedRegex("""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_:.\-]{2,40})""", RegexOptions.IgnoreCase)]
    private static partial Regex CharsetPattern { get; }
}
