using System.Text;
using System.Xml.Linq;
using TwinPlatform.Knowledge.Ingestion.Extraction.Office;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Word;

/// <summary>What a paragraph says.</summary>
/// <param name="Text">Its text as it would be printed.</param>
/// <param name="Boxes">The text boxes that hang on it.</param>
/// <param name="Notes">The footnotes and endnotes that it refers to.</param>
internal sealed record WordContent(string Text, IReadOnlyList<XElement> Boxes, IReadOnlyList<string> Notes)
{
    public static WordContent Of(XElement paragraph)
    {
        var reader = new Reader();
        reader.Read(paragraph);
        return new WordContent(reader.Text.ToString(), reader.Boxes, reader.Notes);
    }

    private sealed class Reader
    {
        public StringBuilder Text { get; } = new();

        public List<XElement> Boxes { get; } = [];

        public List<string> Notes { get; } = [];

        public void Read(XElement parent)
        {
            foreach (var element in parent.Elements())
                switch (element.Name.LocalName)
                {
                    case "t":
                        Text.Append(element.Value);
                        break;
                    case "tab" or "ptab":
                        Text.Append('\t');
                        break;
                    case "br" or "cr":
                        Text.Append('\n');
                        break;
                    case "noBreakHyphen":
                        Text.Append('-');
                        break;
                    case "footnoteReference" or "endnoteReference":
                        Notes.Add(WordNotes.KeyOf(element));
                        break;
                    case "txbxContent":
                        Boxes.Add(element);
                        break;
                    case "AlternateContent":
                        // The same twice: for programs that know the newer way to say it, and for others.
                        Read(element.Child("Choice") ?? element.Child("Fallback") ?? new XElement("none"));
                        break;
                    case "r" when element.Child("rPr").IsOn("vanish"):
                    case "del" or "moveFrom" or "pPr" or "rPr" or "sdtPr" or "sdtEndPr" or "rt":
                        break;
                    default:
                        Read(element);
                        break;
                }
        }
    }
}
