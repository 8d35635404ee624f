using System.Text.RegularExpressions;

namespace TwinPlatform.Database.Proofs.Snapshots;

/// <summary>
/// What the migrations say of a table: the comment right above its <c>create table</c>, and the comments at the ends of its columns' lines.
/// Said once, where it is read first; the page of the data model repeats it.
/// </summary>
internal sealed partial class TableRemarks
{
    private readonly Dictionary<string, string> _remarks = [];

    public TableRemarks(IEnumerable<Migration> chain)
    {
        foreach (var table in chain.SelectMany(step => CreateTable().Matches(step.Up)))
        {
            var name = table.Groups["name"].Value;
            _remarks[name] = string.Join(' ', CommentLine().Matches(table.Groups["above"].Value).Select(line => line.Groups[1].Value.Trim()));
            foreach (var column in ColumnLine().Matches(table.Groups["body"].Value).Cast<Match>())
            {
                _remarks[$"{name}.{column.Groups[1].Value}"] = column.Groups[2].Value.Trim();
            }
        }
    }

    /// <summary>The remark on a table (<c>schema.table</c>) or column (<c>schema.table.column</c>); empty when there is none.</summary>
    /// <param name="name">The name with its schema.</param>
    public string Of(string name) => _remarks.GetValueOrDefault(name, "");

    [GeneratedRegex(@"(?<above>(?:^--.*\n)*)^create table (?<name>[a-z_]+\.[a-z_0-9]+) \((?<body>[\s\S]*?)^\)", RegexOptions.Multiline)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"^-- ?(.*)$", RegexOptions.Multiline)]
    private static partial Regex CommentLine();

    [GeneratedRegex(@"^    ([a-z_0-9]+) [^\n]*?-- (.*)$", RegexOptions.Multiline)]
    private static partial Regex ColumnLine();
}
