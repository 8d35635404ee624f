using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace TwinPlatform.Database.Proofs.Tests.SqlContracts;

/// <summary>
/// The statements of a release, as a file beside this one. While a new release rolls out, the last one still runs on the new schema: its statements must plan.
/// A new list is written when a release is cut: <c>TWIN_RELEASE=2 dotnet test tests/Database.Proofs.Tests --filter ReleasedStatementsTests</c> writes release-2.sql,
/// and the older file goes.
/// </summary>
internal static class ReleasedStatements
{
    private const string NameLine = "-- name: ";
    private const string SchemaLine = "-- schema: ";
    private const string RoleLine = "-- role: ";
    private const string AnySchema = "whichever has the table";
    private const string AcrossTenants = "the service's, or the cross-tenant role";
    private const string OwnRole = "the service's";

    /// <summary>The file of the last release.</summary>
    public static string Last { get; } = Directory.GetFiles(Folder(), "release-*.sql").MaxBy(NumberOf) ?? throw new InvalidOperationException("No release has left its statements.");

    public static string PathOf(int release) => Path.Combine(Folder(), string.Create(CultureInfo.InvariantCulture, $"release-{release}.sql"));

    public static string Write(IEnumerable<SqlStatement> statements)
    {
        var text = new StringBuilder("-- Generated when the release was cut. Never edited: what was released cannot be changed.\n");
        foreach (var statement in statements)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{NameLine}{statement.FullName}\n{SchemaLine}{statement.Schema ?? AnySchema}\n{RoleLine}{(statement.MayCrossTenants ? AcrossTenants : OwnRole)}\n{statement.Text}\n");
        }

        return text.ToString();
    }

    public static IReadOnlyList<SqlStatement> Read(string text) =>
    [
        .. text.Split("\n" + NameLine).Skip(1).Select(block => block.Split('\n', 4)).Select(lines => new SqlStatement(
            lines[0],
            lines[1][SchemaLine.Length..] is var schema && schema != AnySchema ? schema : null,
            lines[2][RoleLine.Length..] == AcrossTenants,
            lines[3].TrimEnd('\n'))),
    ];

    private static int NumberOf(string file) => int.Parse(Path.GetFileNameWithoutExtension(file)["release-".Length..], CultureInfo.InvariantCulture);

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
