using TwinPlatform.Chat.Answering;

namespace TwinPlatform.Chat.Tests.Answering;

public sealed class ReadableTextTests
{
    [Theory]
    [InlineData("Refunds  take\n   30 days.", "Refunds take 30 days.")]
    [InlineData("Refunds take **30 days**.", "Refunds take 30 days.")]
    [InlineData("Refunds take *30* days.", "Refunds take 30 days.")]
    [InlineData("Refunds take _30_ days.", "Refunds take 30 days.")]
    [InlineData("***All*** sales", "All sales")]
    [InlineData("Run `twin db up` first.", "Run twin db up first.")]
    [InlineData("See [the guide](https://example.org/guide \"Guide\").", "See the guide.")]
    [InlineData("See [the **bold** guide](https://example.org/a_(b)).", "See the bold guide.")]
    [InlineData("![A chart](chart.png) shows it.", "A chart shows it.")]
    [InlineData("[![build](b.svg)](https://example.org) passes", "build passes")]
    [InlineData("- Refunds take 30 days.", "Refunds take 30 days.")]
    [InlineData("* Refunds take 30 days.", "Refunds take 30 days.")]
    [InlineData("- [x] Shipped", "Shipped")]
    [InlineData("> Refunds take\n> 30 days.", "Refunds take 30 days.")]
    [InlineData("### Refunds", "Refunds")]
    [InlineData("There are three plans:\n- Solo\n- Team", "There are three plans: Solo; Team")]
    [InlineData("Plans:\n- Solo.\n- Team.", "Plans: Solo. Team.")]
    [InlineData("Steps:\n1. Open it\n2. Read it", "Steps: 1. Open it; 2. Read it")]
    [InlineData("| Plan | Price |\n|------|------:|\n| Solo | 5 € |", "Plan, Price; Solo, 5 €")]
    [InlineData("```sh\n./run.sh\n```", "./run.sh")]
    [InlineData("**First sentence.", "First sentence.")]
    [InlineData("Last sentence.**", "Last sentence.")]
    [InlineData("A literal \\*star\\*.", "A literal *star*.")]
    public void Markdown_reads_like_text(string quote, string readable) => Assert.Equal(readable, ReadableText.Of(quote));

    [Theory]
    [InlineData("2 * 3 * 4 = 24")]
    [InlineData("2*3*4 = 24")]
    [InlineData("2**3**2 = 512")]
    [InlineData("Set twin_id and tenant_id.")]
    [InlineData("A 5* hotel and a 4* hotel.")]
    [InlineData("As shown [12], it grows.")]
    [InlineData("Use array[0] (the first).")]
    [InlineData("Item #5 is gone.")]
    [InlineData("It is -5 degrees.")]
    [InlineData("2024. A good year.")]
    [InlineData("x > y and y < z")]
    [InlineData("C# and F# are languages.")]
    public void Signs_that_mean_something_stay(string quote) => Assert.Equal(quote, ReadableText.Of(quote));

    [Fact]
    public void Code_is_taken_as_it_stands() => Assert.Equal("Pass **options and a_b_c here.", ReadableText.Of("Pass `**options` and `a_b_c` here."));

    [Theory]
    [InlineData("Thirty days", "Thirty days.")]
    [InlineData("Thirty days.", "Thirty days.")]
    [InlineData("Thirty days!", "Thirty days!")]
    [InlineData("He said “thirty days.”", "He said “thirty days.”")]
    [InlineData("Thirty days.[3]", "Thirty days.[3]")]
    [InlineData("Thirty days…", "Thirty days…")]
    [InlineData("三十天。", "三十天。")]
    public void A_quote_becomes_a_sentence(string quote, string sentence) => Assert.Equal([sentence], ReadableText.Sentences([quote]));

    [Fact]
    public void Sentences_put_together_are_the_answer() =>
        Assert.Equal("One apple. Two pears. Three plums.", string.Concat(ReadableText.Sentences(["One apple", "- **Two** pears", "Three plums."])));

    [Fact]
    public async Task Hostile_text_is_read_in_a_moment()
    {
        var text = string.Concat(Enumerable.Repeat("**[_`![(", 500));

        await Task.Run(() => ReadableText.Of(text)).WaitAsync(TimeSpan.FromSeconds(5));
    }
}
