using TwinPlatform.Knowledge.Ingestion.Extraction.Office;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Sheets;

/// <summary>The number formats of a workbook, by the styles that its cells refer to.</summary>
internal sealed class CellFormats
{
    // What Excel knows by number alone (ECMA-376, 18.8.30). Dates that follow the reader's country are written the one way that everybody understands.
    private static readonly Dictionary<int, string> BuiltIn = new()
    {
        [1] = "0", [2] = "0.00", [3] = "#,##0", [4] = "#,##0.00", [9] = "0%", [10] = "0.00%", [11] = "0.00E+00", [14] = "yyyy-mm-dd", [15] = "d-mmm-yy",
        [16] = "d-mmm", [17] = "mmm-yy", [18] = "h:mm AM/PM", [19] = "h:mm:ss AM/PM", [20] = "h:mm", [21] = "h:mm:ss", [22] = "yyyy-mm-dd h:mm",
        [27] = "yyyy-mm-dd", [28] = "yyyy-mm-dd", [29] = "yyyy-mm-dd", [30] = "yyyy-mm-dd", [31] = "yyyy-mm-dd", [32] = "h:mm", [33] = "h:mm:ss",
        [34] = "h:mm", [35] = "h:mm:ss", [36] = "yyyy-mm-dd", [37] = "#,##0;(#,##0)", [38] = "#,##0;(#,##0)", [39] = "#,##0.00;(#,##0.00)",
        [40] = "#,##0.00;(#,##0.00)", [45] = "mm:ss", [46] = "[h]:mm:ss", [47] = "mm:ss.0", [48] = "0.0E+0", [50] = "yyyy-mm-dd", [51] = "yyyy-mm-dd",
        [52] = "yyyy-mm-dd", [53] = "yyyy-mm-dd", [54] = "yyyy-mm-dd", [55] = "h:mm", [56] = "h:mm:ss", [57] = "yyyy-mm-dd", [58] = "yyyy-mm-dd",
    };

    private readonly List<NumberFormat> _byStyle = [];

    public static CellFormats In(OfficePackage package, string? part, ExtractionLimits limits)
    {
        var formats = new CellFormats();
        if (part is null)
            return formats;

        var styles = package.ReadAll(part, limits);
        var codes = new Dictionary<int, NumberFormat>();
        foreach (var format in styles.Child("numFmts").Children("numFmt"))
            if (int.TryParse(format.AttributeOf("numFmtId"), out var id) && format.AttributeOf("formatCode") is { } code)
                codes[id] = NumberFormat.Of(code);
        foreach (var style in styles.Child("cellXfs").Children("xf"))
        {
            _ = int.TryParse(style.AttributeOf("numFmtId"), out var id);
            if (!codes.TryGetValue(id, out var format))
                codes[id] = format = BuiltIn.TryGetValue(id, out var code) ? NumberFormat.Of(code) : NumberFormat.General;
            formats._byStyle.Add(format);
        }

        return formats;
    }

    public NumberFormat Of(string? style) => int.TryParse(style, out var at) && at >= 0 && at < _byStyle.Count ? _byStyle[at] : NumberFormat.General;
}
