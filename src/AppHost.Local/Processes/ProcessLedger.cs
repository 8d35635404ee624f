using System.Globalization;

namespace TwinPlatform.AppHost.Local.Processes;

/// <summary>
/// The children of this data directory, written down as they start. When a host is killed its children get a signal from the
/// kernel, but take a moment to go: the next host waits for them, and ends what will not.
/// </summary>
internal sealed class ProcessLedger(string directory)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public void Add(string name, int pid)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, name), $"{pid} {ProcessTable.StartTime(pid)}");
    }

    public void Remove(string name) => File.Delete(Path.Combine(directory, name));

    /// <summary>Returns when nothing of an earlier host is left; tells the names that had to be killed.</summary>
    public async Task<IReadOnlyList<string>> ClearAsync(CancellationToken ct)
    {
        if (!Directory.Exists(directory))
            return [];

        var killed = new List<string>();
        foreach (var file in Directory.GetFiles(directory))
        {
            if (Living(file) is { } pid && !await Probe.UntilAsync(() => Living(file) is null, Patience, ct))
            {
                killed.Add(Path.GetFileName(file));
                Native.Signal(-pid, Signal.Kill);
                await Probe.UntilAsync(() => Living(file) is null, Patience, ct);
            }

            File.Delete(file);
        }

        return killed;
    }

    private static int? Living(string file)
    {
        var fields = File.ReadAllText(file).Split(' ');
        return fields.Length == 2 && int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && fields[1].Length > 0 && ProcessTable.StartTime(pid) == fields[1] ? pid : null;
    }
}
