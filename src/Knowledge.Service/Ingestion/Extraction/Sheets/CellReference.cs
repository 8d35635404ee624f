namespace TwinPlatform.Knowledge.Ingestion.Extraction.Sheets;

/// <summary>Names of cells: "B7" is column 1 (from 0) of row 7.</summary>
internal static class CellReference
{
    private const int MostLetters = 4;

    public static int? ColumnOf(ReadOnlySpan<char> reference)
    {
        var (column, letters) = (0, 0);
        while (letters < reference.Length && char.IsAsciiLetter(reference[letters]) && letters <= MostLetters)
            column = (column * 26) + (char.ToUpperInvariant(reference[letters++]) - 'A' + 1);
        return letters is > 0 and <= MostLetters ? column - 1 : null;
    }

    public static int? RowOf(ReadOnlySpan<char> reference) =>
        reference.IndexOfAnyInRange('0', '9') is >= 0 and var at && int.TryParse(reference[at..], out var row) ? row : null;
}
