using System.Text;
using System.Xml;
using TwinPlatform.Knowledge.Ingestion.Extraction.Office;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Sheets;

/// <summary>The texts of a workbook, which its cells refer to by number.</summary>
internal static class SharedStrings
{
    private const int FewestCharactersOfEntry = 8;

    public static List<string> In(OfficePackage package, string? part, ExtractionLimits limits)
    {
        var strings = new List<string>();
        if (part is null)
            return strings;

        long characters = 0;
        using var reader = package.Read(part);
        while (reader.Read())
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "si")
            {
                strings.Add(TextIn(reader));
                characters += strings[^1].Length + FewestCharactersOfEntry;
                if (characters > limits.MaxCharacters)
                    throw ExtractionRefusedException.TextTooLong(limits.MaxCharacters);
            }

        return strings;
    }

    /// <summary>The runs of a rich text in one; without the reading aids of Japanese.</summary>
    public static string TextIn(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";

        var depth = reader.Depth;
        var text = new StringBuilder();
        reader.Read();
        while (reader.Depth > depth)
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "rPh")
                reader.Skip();
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "t")
                text.Append(reader.ReadElementContentAsString());
            else
                reader.Read();
        return text.Replace("_x000D_", "").ToString().Trim();
    }
}
