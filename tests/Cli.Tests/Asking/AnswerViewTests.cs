using System.Globalization;
using TwinPlatform.Cli.Asking;
using TwinPlatform.Cli.Gateway;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Tests.Asking;

public sealed class AnswerViewTests
{
    /// <summary>Square brackets are Spectre's markup; a document may be full of them.</summary>
    [Fact]
    public void On_a_screen_a_quote_with_brackets_is_shown_as_it_is()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var citation = new Citation(1, Guid.CreateVersion7(), 1, "[draft] notes.md", null, [], 0, 12, "see [red]this", "00");

        var screen = new Terminal(output, TextWriter.Null, TextReader.Null, IsScreen: true, CanAsk: false);

        AnswerView.Write(screen, new TwinAnswer(true, "see [red]this", 0.5, [citation]));

        Assert.Contains("see [red]this", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("[1] [draft] notes.md, characters 0 to 12", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("confidence 0.50", output.ToString(), StringComparison.Ordinal);
    }
}
