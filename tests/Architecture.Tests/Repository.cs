using System.Reflection;
using System.Xml.Linq;

namespace TwinPlatform.Architecture.Tests;

/// <summary>The sources as they lie on the disk.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceProject> Projects { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(SourceProject.Read).OrderBy(project => project.Name, StringComparer.Ordinal)];

    /// <summary>The C# files of a folder, without what builds generate.</summary>
    public static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    /// <summary>What the services are built to.</summary>
    public static IReadOnlyList<Assembly> Services { get; } =
        [.. Projects.Where(project => project.IsService).Select(project => Assembly.Load($"TwinPlatform.{project.Name}"))];

    private static string FindRoot()
    {
        var folder = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "RepositoryRoot")?.Value;
        return folder ?? throw new InvalidOperationException("The test assembly does not say where the repository is.");
    }
}

/// <summary>A project file: its name and what it refers to.</summary>
internal sealed record SourceProject(string Name, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public bool IsService => Name.EndsWith(".Service", StringComparison.Ordinal);

    public static SourceProject Read(string path) => Parse(Path.GetFileNameWithoutExtension(path), XDocument.Load(path));

    public static SourceProject Parse(string name, XDocument project) => new(
        name,
        [.. Included(project, "ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')))],
        [.. Included(project, "PackageReference")]);

    private static IEnumerable<string> Included(XDocument project, string item) =>
        project.Descendants(item).Select(element => (string?)element.Attribute("Include")).OfType<string>();
}
