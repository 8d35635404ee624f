using System.Text;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Pdf;

/// <summary>Makes readable what fonts make of letters.</summary>
internal static class PdfGlyphs
{
    /// <summary>Ligatures spelled out, white space of any kind a space, control characters and halves of surrogate pairs left out.</summary>
    public static string Readable(string text)
    {
        var needsWork = false;
        foreach (var c in text)
            needsWork |= c is < ' ' or (>= '\u007F' and <= '\u00A0') or (>= '\uD800' and <= '\uDFFF') or (>= '\uFB00' and <= '\uFB06') or '\uFEFF' or '\u200B';
        if (!needsWork)
            return text;

        var result = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
            switch (rune.Value)
            {
                case >= 0xFB00 and <= 0xFB06:
                    result.Append(rune.ToString().Normalize(NormalizationForm.FormKC));
                    break;
                case '\t' or '\n' or '\r' or 0xA0:
                    result.Append(' ');
                    break;
                case 0xFFFD or 0xFEFF or 0x200B:
                    break;
                default:
                    if (!Rune.IsControl(rune))
                        result.Append(rune.ToString());
                    break;
            }
        return result.ToString();
    }
}
