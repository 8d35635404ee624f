using System.Globalization;

namespace TwinPlatform.AppHost.Local.Processes;

/// <summary>What the kernel says about processes (<c>/proc</c>): who lives, since when, where.</summary>
internal static class ProcessTable
{
    /// <summary>
    /// The start time of a living process in clock ticks since boot, null for none. Pid and start time together name a process
    /// for ever; a zombie is dead, though it still answers kill(pid, 0).
    /// </summary>
    public static string? StartTime(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[19];
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Living processes with this name that work in this directory.</summary>
    public static List<int> WorkingIn(string directory, string command) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Read(pid, "comm") == command && Cwd(pid) == directory && StartTime(pid) is not null),
    ];

    private static string? Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}").Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? Cwd(int pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/cwd").LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
