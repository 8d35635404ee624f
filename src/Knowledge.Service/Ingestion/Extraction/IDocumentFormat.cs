namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>One format: one file (or folder) here, one line in <see cref="DocumentExtractor"/>.</summary>
internal interface IDocumentFormat
{
    /// <summary>Whether the content is of this format; the name and the declared type may settle what the content leaves open.</summary>
    bool Recognises(DocumentProbe probe);

    /// <exception cref="ExtractionRefusedException">The document cannot become text.</exception>
    ExtractedDocument Extract(DocumentProbe probe, ExtractionLimits limits, ReadingPace pace);
}
