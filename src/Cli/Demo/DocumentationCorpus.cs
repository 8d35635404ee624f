using System.Security.Cryptography;
using System.Text;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Demo;

/// <summary>A file of the documentation.</summary>
/// <param name="Path">From the repository's root, with slashes.</param>
/// <param name="Content">The file, byte for byte.</param>
internal sealed record DocumentationFile(string Path, byte[] Content)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>The file as text: for markdown, the very text that the platform stores and cites (docs/adr/0009).</summary>
    public string Text { get; } = Encoding.UTF8.GetString(Content).TrimStart('\uFEFF');
}

/// <summary>What the demo twin knows: README.md and every markdown file under <c>docs/</c>.</summary>
internal static class DocumentationCorpus
{
    /// <summary>Whether a source of this title holds, or once held, a file of the documentation.</summary>
    public static bool IsPath(string title) =>
        title == "README.md" || (title.StartsWith("docs/", StringComparison.Ordinal) && title.EndsWith(".md", StringComparison.Ordinal));

    /// <exception cref="CliException">This program is not in its repository.</exception>
    public static IReadOnlyList<DocumentationFile> Read(Workspace workspace)
    {
        if (workspace.Root is not { } root || !File.Exists(Path.Combine(root, "README.md")))
        {
            throw new CliException("The documentation is not here: the demo runs inside the repository. Change to its directory.");
        }

        var docs = Path.Combine(root, "docs");
        IEnumerable<string> below = Directory.Exists(docs) ? Directory.EnumerateFiles(docs, "*.md", SearchOption.AllDirectories) : [];
        return [.. below
            .Prepend(Path.Combine(root, "README.md"))
            .Select(path => new DocumentationFile(Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllBytes(path)))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
    }
}
