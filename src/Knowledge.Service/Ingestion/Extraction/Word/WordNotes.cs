using System.Xml.Linq;
using TwinPlatform.Knowledge.Ingestion.Extraction.Office;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Word;

/// <summary>The footnotes and endnotes, which are read behind the paragraph that refers to them.</summary>
internal sealed class WordNotes
{
    private readonly Dictionary<string, string> _notes = [];

    public WordNotes(OfficePackage package, string? footnotes, string? endnotes, ExtractionLimits limits)
    {
        foreach (var part in new[] { footnotes, endnotes })
            if (part is not null)
                foreach (var note in package.ReadAll(part, limits).Elements())
                    if (note.AttributeOf("type") is not ("separator" or "continuationSeparator"))
                        _notes[KeyOf(note)] = string.Join('\n', note.Children("p").Select(paragraph => WordContent.Of(paragraph).Text.Trim()));
    }

    public static string KeyOf(XElement element) => $"{element.Name.LocalName[0]}{element.AttributeOf("id")}";

    public string TextOf(string key) => _notes.Remove(key, out var text) ? text : "";
}
