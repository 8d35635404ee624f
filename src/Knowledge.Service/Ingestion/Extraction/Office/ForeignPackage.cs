namespace TwinPlatform.Knowledge.Ingestion.Extraction.Office;

/// <summary>Names archives that are documents of other kinds.</summary>
internal static class ForeignPackage
{
    public static string NameOf(OfficePackage package)
    {
        if (package.MainPart?.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) == true)
            return "an Excel workbook of the binary kind";
        if (!package.Has("mimetype"))
            return "a ZIP archive";
        return package.HeadOf("mimetype") switch
        {
            var type when type.StartsWith("application/vnd.oasis.opendocument", StringComparison.Ordinal) => "an OpenDocument file",
            var type when type.StartsWith("application/epub", StringComparison.Ordinal) => "an EPUB book",
            _ => "a ZIP archive",
        };
    }
}
