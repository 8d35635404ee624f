namespace TwinPlatform.Cli.Tests.Db;

public sealed class NewCommandTests : IDisposable
{
    private readonly CommandLine _twin = new();

    public void Dispose() => _twin.Dispose();

    [Fact]
    public async Task The_next_pair_of_scripts_is_written_and_named()
    {
        _twin.Write("src/Database/Migrations/0001_create_roles.up.sql", "select 1;");
        _twin.Write("src/Database/Migrations/0041_create_more.down.sql", "select 1;");

        Assert.Equal(ExitCode.Done, await _twin.RunAsync("db", "new", "create_notes"));

        var (up, down) = (Script("0042_create_notes.up.sql"), Script("0042_create_notes.down.sql"));
        Assert.Equal([up, down], _twin.Output.TrimEnd().Split('\n'));
        Assert.StartsWith("-- Why", await File.ReadAllTextAsync(up), StringComparison.Ordinal);
        Assert.StartsWith("-- loses:", await File.ReadAllTextAsync(down), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_of_a_source_tree_it_says_so()
    {
        Assert.Equal(ExitCode.Failed, await _twin.RunAsync("db", "new", "create_notes"));

        Assert.Contains("checkout of TwinPlatform", _twin.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes")]
    [InlineData("CreateNotes")]
    [InlineData("create-notes")]
    [InlineData("0013_create_notes")]
    [InlineData("../create_notes")]
    [InlineData("")]
    public async Task A_name_that_is_not_verb_and_noun_is_refused(string name)
    {
        _twin.Write("src/Database/Migrations/0001_create_roles.up.sql", "select 1;");

        Assert.Equal(ExitCode.Usage, await _twin.RunAsync("db", "new", name));

        Assert.Single(Directory.GetFiles(Path.Combine(_twin.Root, "src", "Database", "Migrations")));
    }

    private string Script(string name) => Path.Combine(_twin.Root, "src", "Database", "Migrations", name);
}
