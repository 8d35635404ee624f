using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Tests.Infrastructure.Text;

public sealed class StorableTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a 🚲 b", "a 🚲 b")]
    [InlineData("a\0b", "a\uFFFDb")]
    public void What_cannot_be_stored_is_replaced_in_its_place(string text, string stored)
    {
        Assert.Equal(stored, StorableText.Of(text));
        Assert.Equal(text == stored, StorableText.Is(text));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced_and_a_whole_one_is_not()
    {
        var text = "\uDEB2x\uD83D\uDEB2y\uD83D";

        Assert.Equal("\uFFFDx🚲y\uFFFD", StorableText.Of(text));
        Assert.False(StorableText.Is(text));
    }
}
