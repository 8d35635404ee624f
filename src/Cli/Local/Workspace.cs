namespace TwinPlatform.Cli.Local;

/// <summary>The places on this machine that the command line knows.</summary>
/// <param name="Root">The repository: where README.md and <c>docs/</c> are. Null when the program stands alone.</param>
/// <param name="Data">Where a local run keeps its state.</param>
/// <param name="Variable">Reads an environment variable; null when it is absent or empty.</param>
internal sealed record Workspace(string? Root, string Data, Func<string, string?> Variable)
{
    private const string Landmark = "Directory.Packages.props";

    /// <remarks>The program's own repository comes before the current directory: <c>twin</c> may be called from anywhere.</remarks>
    public static Workspace OfProcess()
    {
        static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
        var root = Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory);
        return new Workspace(root, Path.GetFullPath(Read("TWIN_DATA") ?? Path.Combine(root ?? Environment.CurrentDirectory, ".data")), Read);
    }

    private static string? Above(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Landmark)))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
