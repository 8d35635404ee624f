using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Tests.Local;

public sealed class TerminalTextTests
{
    [Fact]
    public void An_escape_sequence_in_a_document_does_not_reach_the_terminal() =>
        Assert.Equal("a\uFFFD[2Jb\uFFFDc", TerminalText.Printable("a\u001b[2Jb\u202Ec"));

    [Fact]
    public void Lines_tabs_and_letters_of_all_scripts_stay() =>
        Assert.Equal("über\tδ\n漢字 🙂", TerminalText.Printable("über\tδ\r\n漢字 🙂".Replace("\r", "", StringComparison.Ordinal)));

    [Fact]
    public void A_carriage_return_cannot_overwrite_a_line() => Assert.Equal("bad\ngood", TerminalText.Printable("bad\r\ngood"));
}
