using System.Globalization;
using TwinPlatform.Knowledge.Ingestion.Extraction.Office;
using TwinPlatform.Knowledge.Ingestion.Extraction.Tables;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Sheets;

/// <summary>Excel (xlsx): the sheets that can be seen, row by row, with values as Excel shows them. The sheet's name is the heading.</summary>
internal sealed class SheetsFormat() : OfficeFormat("workbook")
{
    protected override ExtractedDocument Read(OfficePackage package, ExtractionLimits limits, ReadingPace pace)
    {
        var main = package.MainPart!;
        var related = package.RelationshipsOf(main).Where(relationship => package.Has(relationship.Target)).ToList();
        var workbook = package.ReadAll(main, limits);
        var cells = new CellReader(
            SharedStrings.In(package, TargetOf(related, "sharedStrings"), limits),
            CellFormats.In(package, TargetOf(related, "styles"), limits),
            workbook.Child("workbookPr").AttributeOf("date1904") is "1" or "true");

        var writer = new BlockWriter(limits, pace);
        var hidden = 0;
        foreach (var sheet in workbook.Child("sheets").Children("sheet"))
        {
            pace.PartDone();
            if (sheet.AttributeOf("state") is "hidden" or "veryHidden")
            {
                hidden++;
                continue;
            }

            // A chart on a sheet of its own has no rows.
            if (related.Find(relationship => relationship.Id == sheet.RelationshipId() && relationship.Kind == "worksheet") is not { } part)
                continue;

            writer.LeaveHeadings();
            SheetReader.Read(package, part.Target, sheet.AttributeOf("name") ?? "", cells, writer, new TableWriter(writer), limits);
        }

        return writer.Finish("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", TitleIn(package, limits)) with
        {
            Notes = hidden > 0 ? [string.Create(CultureInfo.InvariantCulture, $"Left out: {hidden} hidden sheet(s).")] : [],
        };
    }

    private static string? TargetOf(List<Relationship> related, string kind) => related.Find(relationship => relationship.Kind == kind)?.Target;
}
