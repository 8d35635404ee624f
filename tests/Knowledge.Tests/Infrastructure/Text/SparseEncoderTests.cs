using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Tests.Infrastructure.Text;

public sealed class SparseEncoderTests
{
    private const string Passage = "The yearly fee for adults is 120 euros. Students pay half of the fee.";

    [Fact]
    public void A_passage_scores_for_a_question_in_other_forms_of_its_words()
    {
        Assert.True(Score("How much are the fees of an adult student?", Passage) > Score("How much are the fees of an adult student?", "Bees winter in a cluster."));
    }

    [Fact]
    public void A_typo_still_finds_the_passage()
    {
        Assert.True(Score("studnets", Passage) > 0);
    }

    [Fact]
    public void Words_in_order_score_higher_than_apart()
    {
        Assert.True(Score("yearly fee", "yearly fee of clubs") > Score("yearly fee", "fee of clubs yearly"));
    }

    [Fact]
    public void A_passage_is_found_by_its_title_and_headings()
    {
        var vector = SparseEncoder.EncodeChunk("Rowing club", ["Membership"], "It is 120 euros.");

        Assert.True(Query("rowing").Vector.Dot(vector) > 0);
        Assert.True(Query("memberships").Vector.Dot(vector) > 0);
    }

    [Fact]
    public void Neighbours_in_two_fields_are_no_pair()
    {
        var pair = Query("club fee").Terms.Single(term => term.Channel == TermChannel.Pair);

        Assert.DoesNotContain(pair.Index, SparseEncoder.EncodeChunk("Rowing club", [], "Fee and more").Indices);
        Assert.Contains(pair.Index, SparseEncoder.EncodeChunk(null, [], "club fee and more").Indices);
    }

    [Theory]
    [InlineData("who are you and what is it?")]
    [InlineData("?!")]
    [InlineData("")]
    public void A_question_of_nothing_but_stop_words_has_no_terms(string question)
    {
        Assert.Equal(0, Query(question).Vector.Count);
        Assert.Equal(0, Query(question).SelfScore);
    }

    [Theory]
    [InlineData("To be, or not to be.")]
    [InlineData("* * *")]
    [InlineData("")]
    public void A_passage_always_has_a_vector_because_an_empty_one_cannot_be_stored(string content)
    {
        Assert.NotEqual(0, SparseEncoder.EncodeChunk(null, [], content).Count);
    }

    [Fact]
    public void Without_statistics_every_term_weighs_its_channel()
    {
        Assert.All(Query("yearly fee").Terms, term => Assert.Equal(ChannelWeight.Of(term.Channel), term.Weight));
    }

    [Fact]
    public void Too_many_terms_lose_the_parts_of_words_before_the_words()
    {
        var words = Enumerable.Range(0, 600).Select(number => $"w{number}xyz").ToArray();

        var vector = SparseEncoder.EncodeChunk(null, [], string.Join(' ', words));

        Assert.Equal(SparseEncoder.MaxTerms, vector.Count);
        Assert.All(words, word => Assert.Contains(Lexeme.Of(word).WordIndex, vector.Indices));
    }

    [Fact]
    public void The_numbers_of_terms_never_change()
    {
        // Stored with every chunk in production: a change here needs a new version and a reindex.
        Assert.Equal(("sparse-en-3ch", 1), (SparseEncoder.Id, SparseEncoder.Version));
        Assert.Equal(1_427_144_366u, TermHash.OfWord("bee"));
        Assert.Equal(802_831_518u, TermHash.OfPair(TermHash.OfWord("bee"), TermHash.OfWord("winter")));
        Assert.Equal(101_745_094u, TermHash.OfGram("winte"));
    }

    [Fact]
    public void Any_text_gives_a_vector_that_pinecone_takes_and_always_the_same()
    {
        Texts.Check(Texts.Long, text =>
        {
            var vector = SparseEncoder.EncodeChunk("Title", ["Heading"], text);

            Assert.InRange(vector.Count, 1, SparseEncoder.MaxTerms);
            Assert.All(vector.Values, value => Assert.True(value > 0 && float.IsFinite(value)));
            Assert.Equal(vector.Indices.Distinct().Order(), vector.Indices);
            Assert.Equal(vector.Values, SparseEncoder.EncodeChunk("Title", ["Heading"], text).Values);
        }, count: 40);
    }

    private static float Score(string question, string passage) => Query(question).Vector.Dot(SparseEncoder.EncodeChunk(null, [], passage));

    private static EncodedQuery Query(string question) => SparseEncoder.EncodeQuery(question, TermStatistics.Empty);
}
