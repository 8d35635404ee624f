using TwinPlatform.Chat.Answering;
using TwinPlatform.Contracts.Knowledge.V1;

namespace TwinPlatform.Chat.Tests.Answering;

public sealed class ExtractiveAnswererTests
{
    [Fact]
    public void Without_evidence_it_quotes_nothing()
    {
        var passage = Given.Passage("Refunds take 30 days.", ("Refunds take 30 days.", 2));

        Assert.Empty(Quotes(Given.NothingGoodEnough(passage)));
        Assert.Empty(Quotes(new SearchReply { Passages = { passage } }));
        Assert.Empty(Quotes(Given.Found()));
    }

    [Fact]
    public void It_quotes_the_best_sentence_and_leaves_out_much_weaker_ones() =>
        Assert.Equal(
            ["Refunds take 30 days."],
            Quotes(Given.Found(Given.Passage(
                "We sell shoes. Refunds take 30 days. Call us.", ("Refunds take 30 days.", 1), ("We sell shoes.", 0.6), ("Call us.", 0.1)))));

    [Fact]
    public void It_quotes_at_most_three_sentences() =>
        Assert.Equal(
            ["One apple.", "Two pears.", "Three plums."],
            Quotes(Given.Found(Given.Passage(
                "One apple. Two pears. Three plums. Four figs.",
                ("Three plums.", 1), ("Two pears.", 0.99), ("One apple.", 0.98), ("Four figs.", 0.97)))));

    [Fact]
    public void Sentences_of_one_source_stand_in_its_own_order() =>
        Assert.Equal(
            ["Open the box.", "Press the button."],
            Quotes(Given.Found(Given.Passage("Open the box. Press the button.", ("Press the button.", 1), ("Open the box.", 0.9)))));

    [Fact]
    public void The_source_with_the_best_sentence_comes_first() =>
        Assert.Equal(
            ["Delivery is free above 50 euro.", "We deliver on Mondays."],
            Quotes(Given.Found(
                Given.Passage("We deliver on Mondays.", ("We deliver on Mondays.", 0.9)),
                Given.Passage("Delivery is free above 50 euro.", ("Delivery is free above 50 euro.", 1)))));

    [Fact]
    public void What_two_sources_say_in_nearly_the_same_words_is_quoted_once() =>
        Assert.Equal(
            ["The warranty covers all moving parts for two years."],
            Quotes(Given.Found(
                Given.Passage("The warranty covers all moving parts for two years.", ("The warranty covers all moving parts for two years.", 1)),
                Given.Passage("The **warranty** covers all the moving parts for two years!", ("The **warranty** covers all the moving parts for two years!", 0.95)))));

    [Fact]
    public void Sources_that_contradict_each_other_are_both_quoted() =>
        Assert.Equal(
            ["The annual plan for small teams costs 120 euro.", "The annual plan for small teams costs 140 euro."],
            Quotes(Given.Found(
                Given.Passage("The annual plan for small teams costs 120 euro.", ("The annual plan for small teams costs 120 euro.", 1)),
                Given.Passage("The annual plan for small teams costs 140 euro.", ("The annual plan for small teams costs 140 euro.", 0.95)))));

    [Fact]
    public void A_sentence_that_two_neighbouring_passages_share_is_quoted_once()
    {
        var source = Guid.CreateVersion7();

        Assert.Equal(
            ["Refunds take 30 days."],
            Quotes(Given.Found(
                Given.Passage("We are fair. Refunds take 30 days.", source, 100, ("Refunds take 30 days.", 1)),
                Given.Passage("Refunds take 30 days. Ask for the form.", source, 113, ("Refunds take 30 days.", 0.9)))));
    }

    [Fact]
    public void A_question_in_the_source_is_answered_by_the_sentence_after_it() =>
        Assert.Equal(
            ["Three to five days."],
            Quotes(Given.Found(Given.Passage(
                "How long does delivery take? Three to five days. Within Europe only.",
                ("How long does delivery take?", 1.4), ("Within Europe only.", 0.5), ("Three to five days.", 0.4)))));

    [Theory]
    [InlineData("## Refunds\n\nAsk within 30 days.", "## Refunds")]
    [InlineData("Refunds\n\nAsk within 30 days.", "Refunds")]
    [InlineData("**Refunds**\n\nAsk within 30 days.", "**Refunds**")]
    [InlineData("Handbook\n\nAsk within 30 days.", "Handbook")]
    [InlineData("-----\n\nAsk within 30 days.", "-----")]
    public void A_heading_is_no_answer_but_points_to_the_sentence_under_it(string content, string heading) =>
        Assert.Equal(["Ask within 30 days."], Quotes(Given.Found(Given.Passage(content, (heading, 1.2), ("Ask within 30 days.", 0.3)))));

    [Fact]
    public void A_lead_in_is_quoted_together_with_its_list() =>
        Assert.Equal(
            ["There are three plans:\n- Solo\n- Team\n- Company"],
            Quotes(Given.Found(Given.Passage(
                "There are three plans:\n- Solo\n- Team\n- Company\n\nAll of them are billed monthly.",
                ("There are three plans:", 1), ("All of them are billed monthly.", 0.5), ("- Solo", 0.3), ("- Team", 0.3), ("- Company", 0.3)))));

    [Fact]
    public void A_lead_in_without_a_list_is_quoted_with_the_one_sentence_after_it() =>
        Assert.Equal(
            ["Start it with:\n\n./run.sh"],
            Quotes(Given.Found(Given.Passage(
                "Start it with:\n\n./run.sh\n\nThen wait.", ("Start it with:", 1), ("./run.sh", 0.3), ("Then wait.", 0.2)))));

    [Fact]
    public void A_lead_in_at_the_end_of_a_passage_stands_alone() =>
        Assert.Equal(["There are three plans:"], Quotes(Given.Found(Given.Passage("There are three plans:", ("There are three plans:", 1)))));

    [Theory]
    [InlineData(-5, 4)]
    [InlineData(0, 1000)]
    [InlineData(7, 7)]
    [InlineData(9, 4)]
    public void A_sentence_outside_its_passage_is_not_quoted(int start, int end)
    {
        var passage = Given.Passage("Refunds take 30 days.");
        passage.Sentences.Add(new Sentence { Start = start, End = end, Score = 1 });

        Assert.Empty(Quotes(Given.Found(passage)));
    }

    [Fact]
    public void Passages_after_the_fifth_are_not_quoted()
    {
        var weak = Enumerable.Range(0, 5).Select(_ => Given.Passage("Nothing here.", ("Nothing here.", 0.1)));

        Assert.Equal(["Nothing here."], Quotes(Given.Found([.. weak, Given.Passage("Too late.", ("Too late.", 1))])));
    }

    [Fact]
    public void The_same_findings_give_the_same_quotes_in_the_same_order()
    {
        var found = Given.Found(
            Given.Passage("One apple.", ("One apple.", 1)), Given.Passage("Two pears.", ("Two pears.", 1)), Given.Passage("Three plums.", ("Three plums.", 1)));

        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(["One apple.", "Two pears.", "Three plums."], Quotes(found)));
    }

    private static IEnumerable<string> Quotes(SearchReply found) => ExtractiveAnswerer.Decide(found).Select(quote => quote.Text);
}
