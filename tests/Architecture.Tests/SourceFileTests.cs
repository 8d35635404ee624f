using System.Text.RegularExpressions;
using Xunit;

namespace TwinPlatform.Architecture.Tests;

/// <summary>What the files themselves must keep to (R4, R12, R18).</summary>
public sealed class SourceFileTests
{
    private const int MostLines = 300;

    [Fact]
    public void No_source_file_has_more_than_300_lines() => Assert.Empty(All().Where(file => File.ReadLines(file).Count() > MostLines).Select(Path.GetFileName));

    [Fact]
    public void No_name_says_nothing() => Assert.Empty(All().Where(SaysNothing).Select(Path.GetFileName));

    [Theory]
    [InlineData("src/Chat.Service/StringHelper.cs", true)]
    [InlineData("src/Chat.Service/Common/Retry.cs", true)]
    [InlineData("src/Chat.Service/DateUtils.cs", true)]
    [InlineData("src/Chat.Service/SourceManager.cs", true)]
    [InlineData("src/Chat.Service/Answering/AskTwin.cs", false)]
    [InlineData("src/Knowledge.Service/Retrieval/Ranking/CommonWords.cs", false)]
    public void A_name_that_says_nothing_is_seen(string file, bool seen) => Assert.Equal(seen, SaysNothing(file));

    [Fact]
    public void Raw_commands_are_written_where_the_database_is_the_subject_and_nowhere_else() =>
        Assert.Empty(Repository.Projects.Where(project => project.IsService || project.Name is "Gateway" or "Vectors.Local")
            .SelectMany(project => Repository.Files($"src/{project.Name}"))
            .Where(UsesRawCommand)
            .Select(Path.GetFileName));

    [Fact]
    public void A_raw_command_is_seen()
    {
        var file = Path.Combine(Path.GetTempPath(), $"raw-{Guid.CreateVersion7():N}.cs");
        File.WriteAllText(file, "await using var command = new NpgsqlCommand(sql);");

        Assert.True(UsesRawCommand(file));
        File.Delete(file);
    }

    /// <summary>A statement that is put together at run time does not compile: the doors to the database ask for a constant, and CA1857 is an error.</summary>
    [Fact]
    public void SQL_is_a_constant()
    {
        var config = File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig"));
        Assert.Matches(@"(?m)^dotnet_diagnostic\.CA1857\.severity = error", config);
        Assert.DoesNotContain(Repository.Files("src"), file => Regex.IsMatch(File.ReadAllText(file), "(pragma warning disable|SuppressMessage).*CA1857"));

        var doors = Directory.GetFiles(Path.Combine(Repository.Root, "src/Platform.Data"), "*Db.cs").Append(Path.Combine(Repository.Root, "src/Platform.Data/ScopedTransaction.cs"));
        var open = doors.SelectMany(File.ReadLines).Where(line => line.Contains("public", StringComparison.Ordinal) && Regex.IsMatch(line, @"(?<!\[ConstantExpected\] )string sql\b"));
        Assert.Empty(open);
    }

    private static bool SaysNothing(string file) => Regex.IsMatch(Path.GetRelativePath(Repository.Root, Path.GetFullPath(file, Repository.Root)), @"(Helpers?|Utils?|Utility|Utilities|Managers?|Common)(\.|/)");

    private static bool UsesRawCommand(string file) => Regex.IsMatch(File.ReadAllText(file), @"\bNpgsqlCommand\b|\.CreateCommand\(|\bSqlMapper\b|using Dapper");

    private static IEnumerable<string> All() => Repository.Files("src").Concat(Repository.Files("tests"));
}
