namespace TwinPlatform.AppHost.Local.Running;

/// <summary>The output of one unit: the whole of it in a file, the interesting part on the console, the end in memory.</summary>
internal sealed class UnitLog : IDisposable
{
    private const int TailLines = 30;
    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new(TailLines);
    private readonly StreamWriter _file;
    private readonly Unit _unit;
    private readonly HostConsole _console;
    private bool _closed;

    public UnitLog(string directory, Unit unit, HostConsole console)
    {
        _unit = unit;
        _console = console;
        Path = System.IO.Path.Combine(directory, $"{unit.Name}.log");
        _file = new StreamWriter(Path, append: false) { AutoFlush = true };
    }

    public string Path { get; }

    public void Line(string line)
    {
        lock (_gate)
        {
            Keep(line);
            if (_tail.Count == TailLines)
                _tail.Dequeue();
            _tail.Enqueue(line);
        }

        if (!_unit.IsNoise(line))
            _console.Line(_unit.Name, line);
    }

    /// <summary>The last lines, for a message about a failure.</summary>
    public string Tail()
    {
        lock (_gate)
            return _tail.Count == 0 ? "It printed nothing." : $"Its last lines ({Path} has all):{Environment.NewLine}{string.Join(Environment.NewLine, _tail.Select(line => "    " + line))}";
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _file.Dispose();
        }
    }

    /// <summary>A full disk must not end the reading: a process whose output nobody takes stands still.</summary>
    private void Keep(string line)
    {
        if (_closed)
            return;

        try
        {
            _file.WriteLine(line);
        }
        catch (IOException)
        {
        }
    }
}
