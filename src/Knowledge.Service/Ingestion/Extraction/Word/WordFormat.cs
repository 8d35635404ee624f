using TwinPlatform.Knowledge.Ingestion.Extraction.Office;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Word;

/// <summary>Word (docx): the text as it would be printed, once: without headers and footers, without what tracked changes deleted, without comments.</summary>
internal sealed class WordFormat() : OfficeFormat("document")
{
    protected override ExtractedDocument Read(OfficePackage package, ExtractionLimits limits, ReadingPace pace)
    {
        var main = package.MainPart!;
        var related = package.RelationshipsOf(main).Where(relationship => package.Has(relationship.Target)).ToLookup(relationship => relationship.Kind, relationship => relationship.Target);
        var writer = new BlockWriter(limits, pace);
        var body = new WordBody(
            writer,
            WordStyles.In(package, related["styles"].FirstOrDefault(), limits),
            WordNumbering.In(package, related["numbering"].FirstOrDefault(), limits),
            new WordNotes(package, related["footnotes"].FirstOrDefault(), related["endnotes"].FirstOrDefault(), limits),
            limits);
        using (var reader = package.Read(main))
            body.Read(reader);
        return writer.Finish("application/vnd.openxmlformats-officedocument.wordprocessingml.document", body.Title ?? TitleIn(package, limits));
    }
}
