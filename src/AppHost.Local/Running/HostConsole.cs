namespace TwinPlatform.AppHost.Local.Running;

/// <summary>One stream for everybody's lines, each with its origin in front, in colour where a person looks at it.</summary>
/// <param name="speaks">False: only errors are told.</param>
internal sealed class HostConsole(bool speaks = true)
{
    private const string Host = "host";
    private static readonly string[] Palette = ["36", "33", "35", "32", "34", "96", "93", "95", "92", "94"];
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _colours = [];
    private readonly bool _coloured = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    private int _width = Host.Length;

    /// <summary>Gives each origin its colour and all of them one column.</summary>
    public void Introduce(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _colours[name] = Palette[_colours.Count % Palette.Length];
            _width = Math.Max(_width, name.Length);
        }
    }

    public void Line(string name, string text)
    {
        if (!speaks)
            return;

        var prefix = name.PadRight(_width);
        Write(Console.Out, _coloured && _colours.TryGetValue(name, out var colour) ? $"\e[{colour}m{prefix} |\e[0m {text}" : $"{prefix} | {text}");
    }

    public void Info(string text) => Line(Host, text);

    public void Error(string text)
    {
        Write(Console.Error, _coloured ? $"\e[31m{text}\e[0m" : text);
    }

    /// <summary>What a person came for, without a prefix so that it can be copied.</summary>
    public void Banner(IEnumerable<(string Title, string Text)> lines)
    {
        if (!speaks)
            return;

        var entries = lines.ToList();
        var width = entries.Max(entry => entry.Title.Length);
        Write(Console.Out, string.Concat(entries.Select(entry => $"{Environment.NewLine}  {entry.Title.PadRight(width)}  {entry.Text}")) + Environment.NewLine);
    }

    /// <summary>The terminal may be gone; the platform must be stopped in order all the same.</summary>
    private void Write(TextWriter stream, string text)
    {
        try
        {
            lock (_gate)
                stream.WriteLine(text);
        }
        catch (IOException)
        {
        }
    }
}
