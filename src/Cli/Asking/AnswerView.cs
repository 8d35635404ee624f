using System.Globalization;
using Spectre.Console;
using TwinPlatform.Cli.Gateway;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Asking;

/// <summary>Shows an answer: what the twin said, then each quote with the place where it stands.</summary>
internal static class AnswerView
{
    public static void Write(Terminal terminal, TwinAnswer answer)
    {
        if (terminal.IsScreen)
        {
            WriteScreen(terminal, answer);
        }
        else
        {
            WritePlain(terminal.Out, answer);
        }
    }

    /// <summary>For example: <c>README.md, page 3, Install › Ports, characters 120 to 240</c>.</summary>
    public static string PlaceOf(Citation citation)
    {
        var parts = new List<string> { citation.Title };
        if (citation.Page is { } page)
        {
            parts.Add($"page {page.ToString(CultureInfo.InvariantCulture)}");
        }

        if (citation.StartSeconds is { } seconds)
        {
            parts.Add($"at {TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture)}");
        }

        if (citation.HeadingPath.Count > 0)
        {
            parts.Add(string.Join(" › ", citation.HeadingPath));
        }

        parts.Add(string.Create(CultureInfo.InvariantCulture, $"characters {citation.Start} to {citation.End}"));
        return TerminalText.Printable(string.Join(", ", parts));
    }

    private static void WritePlain(TextWriter output, TwinAnswer answer)
    {
        output.WriteLine(TerminalText.Printable(answer.Answer));
        foreach (var citation in answer.Citations)
        {
            output.WriteLine();
            output.WriteLine($"[{citation.Index.ToString(CultureInfo.InvariantCulture)}] {PlaceOf(citation)}");
            output.WriteLine(Indented(citation.Quote));
        }
    }

    private static void WriteScreen(Terminal terminal, TwinAnswer answer)
    {
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Out) });
        screen.Write(new Text(TerminalText.Printable(answer.Answer), new Style(answer.Answered ? Color.Default : Color.Yellow)));
        screen.WriteLine();
        foreach (var citation in answer.Citations)
        {
            screen.WriteLine();
            screen.Write(new Text($"[{citation.Index.ToString(CultureInfo.InvariantCulture)}] {PlaceOf(citation)}", new Style(Color.Aqua)));
            screen.WriteLine();
            screen.Write(new Padder(new Text(TerminalText.Printable(citation.Quote), new Style(Color.Grey))).Padding(4, 0, 0, 0));
        }

        screen.WriteLine();
        screen.Write(new Text(string.Create(CultureInfo.InvariantCulture, $"confidence {answer.Confidence:0.00}"), new Style(decoration: Decoration.Dim)));
        screen.WriteLine();
    }

    private static string Indented(string text) => "    " + TerminalText.Printable(text).Replace("\n", "\n    ", StringComparison.Ordinal);
}
