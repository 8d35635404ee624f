using TwinPlatform.Contracts.Knowledge.V1;
using TwinPlatform.Knowledge.Retrieval;

namespace TwinPlatform.Knowledge.Tests.Retrieval;

/// <summary>The citation gate's own promise: exactly this text at exactly this place, or no.</summary>
public sealed class CheckQuotesTests
{
    private const string Text = "Rain 🌧 falls. The cafe\u0301 stays open.";

    [Theory]
    [InlineData(0, 14, "Rain 🌧 falls.", true)]
    [InlineData(15, 36, "The cafe\u0301 stays open.", true)]
    [InlineData(1, 15, "Rain 🌧 falls.", false)]
    [InlineData(0, 14, "Rain 🌧 fails.", false)]
    [InlineData(0, 13, "Rain 🌧 falls.", false)]
    [InlineData(15, 36, "The caf\u00e9 stays open.", false)]
    [InlineData(0, 14, "rain 🌧 falls.", false)]
    [InlineData(5, 5, "", false)]
    [InlineData(-1, 3, "Rai", false)]
    [InlineData(30, 400, "open.", false)]
    [InlineData(14, 0, "Rain 🌧 falls.", false)]
    public void A_quote_passes_only_where_the_text_holds_it_unit_by_unit(int start, int end, string quote, bool exact)
    {
        Assert.Equal(exact, CheckQuotes.Holds(Text, new Quote { Start = start, End = end, Text = quote }));
    }
}
