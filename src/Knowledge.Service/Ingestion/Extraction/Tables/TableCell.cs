namespace TwinPlatform.Knowledge.Ingestion.Extraction.Tables;

/// <summary>A cell as a reader sees it.</summary>
/// <param name="Text">What it shows.</param>
/// <param name="IsValue">Whether it is a number, a date or the like: what headers are not.</param>
internal readonly record struct TableCell(string Text, bool IsValue)
{
    public static TableCell Empty { get; } = new("", IsValue: false);
}
