using TwinPlatform.Chat.Answering;

namespace TwinPlatform.Chat.Tests.Answering;

public sealed class NearDuplicateTests
{
    [Theory]
    [InlineData("Refunds take thirty days.", "refunds take thirty days!")]
    [InlineData("The shop on the corner opens at nine in the morning.", "The shop on the corner opens at nine in the early morning.")]
    public void The_same_in_nearly_the_same_words_is_a_duplicate(string one, string other) => Assert.True(NearDuplicate.Is(one, other));

    [Theory]
    [InlineData("Refunds take thirty days.", "Delivery takes three days.")]
    [InlineData("The annual plan for small teams costs 120 euro.", "The annual plan for small teams costs 140 euro.")]
    [InlineData("The price for one person and one year is 2.50 euro.", "The price for one person and one year is 25.0 euro.")]
    [InlineData("The shop on the corner is open on the first of May.", "The shop on the corner is not open on the first of May.")]
    [InlineData("You do take sugar in your tea in the morning.", "You don't take sugar in your tea in the morning.")]
    public void A_different_statement_is_none(string one, string other) => Assert.False(NearDuplicate.Is(one, other));
}
