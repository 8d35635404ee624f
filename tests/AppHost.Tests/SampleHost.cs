using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TwinPlatform.AppHost.Local.Processes;
using Xunit;

namespace TwinPlatform.AppHost.Tests;

/// <summary>The sample platform in a process of its own, as run.sh starts the real one.</summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly string _data;

    private SampleHost(string data)
    {
        _data = data;
        var start = new ProcessStartInfo("setsid") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["dotnet", "exec", new Projects.AppHost_Sample().AssemblyPath, "--data", data, "--dashboard", "off"])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Pid => _process.Id;

    public string Output => string.Join('\n', _output);

    public static SampleHost Launch(string data) => new(data);

    public static async Task<SampleHost> StartAsync(string data)
    {
        var host = Launch(data);
        await host.HealthyAsync();
        return host;
    }

    public async Task HealthyAsync()
    {
        // The file is written a moment before the host says so; who reads the output wants both.
        await Until(() => (Platform() is not null && Output.Contains("everything was healthy", StringComparison.Ordinal)) || _process.HasExited, "the host is healthy");
        Assert.False(_process.HasExited, Output);
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(new CancellationTokenSource(Patience).Token);
        return _process.ExitCode;
    }

    /// <summary>platform.json, when it is there and of this host.</summary>
    public JsonElement? Platform()
    {
        var path = Path.Combine(_data, "platform.json");
        if (!File.Exists(path))
            return null;

        var platform = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
        return platform.GetProperty("hostPid").GetInt32() == Pid ? platform : null;
    }

    public int PidOf(string resource) => Platform()!.Value.GetProperty("resources").GetProperty(resource).GetProperty("pid").GetInt32();

    public string ConnectionStringOf(string resource) =>
        Platform()!.Value.GetProperty("resources").GetProperty(resource).GetProperty("connectionString").GetString()!;

    public HttpClient Client() => new() { BaseAddress = new Uri(Platform()!.Value.GetProperty("gateway").GetString()!) };

    /// <summary>Every living process below the host, with the start time that tells it from a later one with its number.</summary>
    public List<(int Pid, string StartTime)> Descendants()
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .Select(pid => (Pid: pid, Parent: ParentOf(pid)))
            .ToLookup(entry => entry.Parent, entry => entry.Pid);
        var found = new List<(int, string)>();
        var open = new Queue<int>(parents[Pid]);
        while (open.TryDequeue(out var pid))
        {
            if (ProcessTable.StartTime(pid) is { } startTime)
                found.Add((pid, startTime));
            foreach (var child in parents[pid])
                open.Enqueue(child);
        }

        return found;
    }

    public async Task Until(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Patience, $"Not within {Patience}: {what}\n{Output}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Native.Signal(Pid, Signal.Terminate);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int ParentOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
