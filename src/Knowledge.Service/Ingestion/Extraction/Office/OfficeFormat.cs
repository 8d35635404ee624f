using System.Xml;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Office;

/// <summary>What Word, PowerPoint and Excel files have in common: recognised by their main part, refused when damaged.</summary>
internal abstract class OfficeFormat(string mainElement) : IDocumentFormat
{
    public bool Recognises(DocumentProbe probe) => probe.Package?.MainElement == mainElement;

    public ExtractedDocument Extract(DocumentProbe probe, ExtractionLimits limits, ReadingPace pace)
    {
        try
        {
            return Read(probe.Package!, limits, pace);
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or EndOfStreamException)
        {
            throw ExtractionRefusedException.OfficeBroken(e);
        }
    }

    protected abstract ExtractedDocument Read(OfficePackage package, ExtractionLimits limits, ReadingPace pace);

    /// <summary>The title in the document's properties.</summary>
    protected static string? TitleIn(OfficePackage package, ExtractionLimits limits)
    {
        if (package.RelationshipsOf("").FirstOrDefault(relationship => relationship.Kind == "core-properties") is not { } properties || !package.Has(properties.Target))
            return null;

        var title = package.ReadAll(properties.Target, limits).Child("title")?.Value.Trim();
        return title is { Length: > 2 and <= 300 } && !IsLeftByProgram(title) ? title : null;
    }

    private static bool IsLeftByProgram(string title) =>
        title.StartsWith("Microsoft ", StringComparison.OrdinalIgnoreCase)
        || title is "PowerPoint Presentation" or "PowerPoint-Präsentation" or "Présentation PowerPoint" or "Slide 1" or "Word Document";
}
