using System.Globalization;
using System.Text.Json;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Tests;

/// <summary>A command line in a directory of its own, whose output is kept.</summary>
public sealed class CommandLine : IDisposable
{
    private const string NoDatabase = "Host=127.0.0.1;Port=1;Username=postgres;Password=p;Database=twindb;Timeout=2";

    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    public CommandLine()
    {
        Root = Directory.CreateTempSubdirectory("twin-cli-").FullName;
        Data = Directory.CreateDirectory(Path.Combine(Root, ".data")).FullName;
    }

    public string Root { get; }

    public string Data { get; }

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public Dictionary<string, string> Variables { get; } = [];

    public async Task<int> RunAsync(params string[] args)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return await TwinCommand.RunAsync(args, Terminal, Workspace, CancellationToken.None);
    }

    /// <summary>Types a line at a terminal.</summary>
    public async Task<int> RunTypingAsync(string line, params string[] args)
    {
        using var typed = new StringReader(line + "\n");
        return await TwinCommand.RunAsync(args, Terminal with { In = typed, CanAsk = true }, Workspace, CancellationToken.None);
    }

    public void PlatformRuns(Uri gateway, int? hostPid = null) => Write(Path.Combine(".data", "platform.json"), JsonSerializer.Serialize(new
    {
        hostPid = hostPid ?? Environment.ProcessId,
        gateway = gateway.ToString().TrimEnd('/'),
        dashboard = "http://localhost:18888",
        resources = new { twindb = new { type = "database", connectionString = NoDatabase } },
        parameters = new Dictionary<string, string> { ["operator-key"] = TestGateway.OperatorKey, ["chat-db-password"] = "secret" },
    }));

    public void Write(string path, string content)
    {
        var file = new FileInfo(Path.Combine(Root, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, content);
    }

    internal Workspace Workspace => new(Root, Data, Variables.GetValueOrDefault);

    private Terminal Terminal => new(_output, _error, TextReader.Null, IsScreen: false, CanAsk: false);

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
