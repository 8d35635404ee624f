using TwinPlatform.AppHost.Local.State;

namespace TwinPlatform.AppHost.Local.Dashboard;

/// <summary>The Aspire command line, which brings the dashboard: the one that is named, or the one that run.sh installs.</summary>
internal static class AspireCli
{
    public static string? Find(LocalOptions options)
    {
        if (options.AspireCli is { Length: > 0 } named)
            return named;

        var packages = Path.Combine(options.ToolsDirectory, "node_modules", "@microsoft");
        return Directory.Exists(packages)
            ? Directory.GetDirectories(packages, "aspire-cli-*").Select(package => Path.Combine(package, "bin", "aspire")).FirstOrDefault(File.Exists)
            : null;
    }
}
