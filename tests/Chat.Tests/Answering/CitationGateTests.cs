using TwinPlatform.Chat.Answering;

namespace TwinPlatform.Chat.Tests.Answering;

public sealed class CitationGateTests
{
    [Fact]
    public void Only_exact_quotes_pass_in_their_order() => Assert.Equal(["One.", "Three."], Passed(true, false, true));

    [Fact]
    public void A_quote_without_a_verdict_does_not_pass()
    {
        Assert.Equal(["One."], Passed(true));
        Assert.Empty(Passed());
    }

    private static IEnumerable<string> Passed(params bool[] exact)
    {
        var passage = Given.Passage("One. Two. Three.");
        QuotedPlace[] quotes = [new(passage, 0, 4), new(passage, 5, 9), new(passage, 10, 16)];
        return CitationGate.Passed(quotes, exact).Select(quote => quote.Text);
    }
}
