namespace TwinPlatform.AppHost.Local.Processes;

/// <summary>Where this machine keeps its programs.</summary>
internal static class Executables
{
    /// <summary>The first match in PATH, then in the given directories; null when there is none.</summary>
    public static string? Find(string name, params string[] directories) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(directories)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
}
