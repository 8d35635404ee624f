using System.Security.Cryptography;
using System.Text;
using TwinPlatform.Cli.Demo;
using TwinPlatform.Cli.Gateway;

namespace TwinPlatform.Cli.Tests.Demo;

public sealed class QuoteCheckTests
{
    private const string Text = "# Ünïts 🙂\n\nOffsets are UTF-16 code units.\n";
    private const string Quote = "Offsets are UTF-16 code units.";

    private static readonly int Start = Text.IndexOf(Quote, StringComparison.Ordinal);

    [Fact]
    public void A_quote_that_stands_at_its_offsets_passes() => Assert.Null(QuoteCheck.Fault(Cite(Start, Start + Quote.Length), Text));

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_quote_that_stands_beside_its_offsets_fails(int shift) =>
        Assert.NotNull(QuoteCheck.Fault(Cite(Start + shift, Start + shift + Quote.Length), Text));

    [Fact]
    public void A_quote_of_which_one_letter_differs_fails() =>
        Assert.NotNull(QuoteCheck.Fault(Cite(Start, Start + Quote.Length, "Offsets are UTF-32 code units."), Text));

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(10, 9_999)]
    [InlineData(12, 12)]
    public void Offsets_outside_the_file_fail(int start, int end) => Assert.NotNull(QuoteCheck.Fault(Cite(start, end), Text));

    [Fact]
    public void A_source_that_is_no_file_of_the_documentation_fails() => Assert.NotNull(QuoteCheck.Fault(Cite(Start, Start + Quote.Length), null));

    [Fact]
    public void A_hash_of_another_text_fails() =>
        Assert.NotNull(QuoteCheck.Fault(Cite(Start, Start + Quote.Length) with { Sha256 = new string('0', 64) }, Text));

    private static Citation Cite(int start, int end, string quote = Quote) => new(
        1, Guid.CreateVersion7(), 1, "README.md", null, [], start, end, quote, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(quote))));
}
