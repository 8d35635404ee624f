using System.Reflection;

namespace TwinPlatform.Testing;

/// <summary>The repository that the tests were built from.</summary>
public static class SourceTree
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(SourceTree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "RepositoryRoot").Value!);
}
