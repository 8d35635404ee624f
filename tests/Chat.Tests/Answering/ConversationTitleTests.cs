using TwinPlatform.Chat.Answering;

namespace TwinPlatform.Chat.Tests.Answering;

public sealed class ConversationTitleTests
{
    [Theory]
    [InlineData("How long do refunds take?", "How long do refunds take?")]
    [InlineData("  How long\n\tdo refunds take? ", "How long do refunds take?")]
    [InlineData(
        "How long do refunds take when the order was paid by bank transfer, and who pays the fee?",
        "How long do refunds take when the order was paid by bank transfer, and who pays…")]
    public void A_title_is_the_question_cut_at_a_word(string question, string title) => Assert.Equal(title, ConversationTitle.Of(question));

    [Fact]
    public void An_endless_word_is_cut_inside_but_not_inside_a_character()
    {
        Assert.Equal(new string('a', 79) + "…", ConversationTitle.Of(new string('a', 500)));
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("🙂", 39)) + "…", ConversationTitle.Of("a" + string.Concat(Enumerable.Repeat("🙂", 200))));
        Assert.Equal(string.Concat(Enumerable.Repeat("🙂", 39)) + "…", ConversationTitle.Of(string.Concat(Enumerable.Repeat("🙂", 200))));
    }
}
