using TwinPlatform.Knowledge.Infrastructure.Text;
using TwinPlatform.Knowledge.Retrieval.Ranking;

namespace TwinPlatform.Knowledge.Tests.Retrieval;

public sealed class PassageRankerTests
{
    private static readonly string[] Club =
    [
        "The rowing club was founded in 1902. Its boat house stands by the river. Visitors are welcome on Sundays.",
        "Adults pay a yearly fee of 120 euros. Students pay half of it. The fee is due in January.",
        "Boats leave at noon. Dr. Lee keeps the keys of the boat house. Ask her before you take a boat out.",
        "Bees live behind the house. Their honey is sold to members in autumn.",
    ];

    [Fact]
    public void The_sentence_that_answers_comes_first()
    {
        Assert.Equal("Dr. Lee keeps the keys of the boat house.", Best("Who keeps the keys?"));
        Assert.Equal("The fee is due in January.", Best("When is the fee due?"));
        Assert.Equal("The rowing club was founded in 1902.", Best("In what year was the club founded?"));
    }

    [Fact]
    public void Offsets_cut_the_sentence_out_of_the_passage()
    {
        string[] passage = ["🚣 Boats leave at noon.", "The keys e\u0301 are with Lee.", "Ask first."];

        var quotes = Rank("Who has the keys of the boats?", [string.Join("\r\n", passage)]).BestSentences(3);

        Assert.Equal(passage.Order(), quotes.Select(quoted => quoted.Passage.Passage.Content[quoted.Sentence.Start..quoted.Sentence.End]).Order());
    }

    [Fact]
    public void No_sentence_reaches_from_one_block_into_the_next()
    {
        const string table = "## Prices\n| chain | 30 euros |\n| saddle | 45 euros |";
        var rows = new List<TextSpan> { new(0, 9), new(10, 30), new(31, 52) };
        var candidate = Candidate(table, Guid.CreateVersion7(), score: 1) with { Blocks = rows };

        var ranking = PassageRanker.Rank("What does the saddle cost?", TermStatistics.Empty, [candidate], new RankingOptions());

        var best = ranking.BestSentences(1).Single().Sentence;
        Assert.Equal("| saddle | 45 euros |", table[best.Start..best.End].Trim());
        Assert.Equal(3, ranking.Passages.Single().Sentences.Count);
    }

    [Fact]
    public void A_title_meets_the_question_that_the_passage_leaves_open()
    {
        var without = Rank("What is the fee of the rowing club?", ["It is 120 euros for adults, a fee due yearly."]);
        var with = Rank("What is the fee of the rowing club?", ["It is 120 euros for adults, a fee due yearly."], title: "Rowing club");

        Assert.True(with.Evidence.PassageCoverage > without.Evidence.PassageCoverage);
        Assert.True(with.Evidence.ScoreShare > without.Evidence.ScoreShare);
    }

    [Fact]
    public void One_source_does_not_silence_the_others()
    {
        var (loud, quiet) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        CandidatePassage[] candidates =
        [
            .. Enumerable.Range(0, 5).Select(number => Candidate("The fee is due in January.", loud, score: 9 - number)),
            Candidate("A fee may be due.", quiet, score: 1),
        ];

        var ranking = PassageRanker.Rank("When is the fee due?", TermStatistics.Empty, candidates, new RankingOptions { MaxPassagesPerSource = 2 });

        Assert.Equal([loud, loud, quiet], ranking.Passages.Select(passage => passage.Passage.SourceId));
    }

    [Fact]
    public void The_result_is_as_long_as_asked()
    {
        CandidatePassage[] candidates = [.. Enumerable.Range(0, 9).Select(number => Candidate("The fee is due.", Guid.CreateVersion7(), score: number))];

        Assert.Equal(4, PassageRanker.Rank("fee", TermStatistics.Empty, candidates, new RankingOptions { MaxPassages = 4 }).Passages.Count);
    }

    [Fact]
    public void Nothing_found_is_no_evidence()
    {
        Assert.Equal(Evidence.None, Rank("Who keeps the keys?", []).Evidence);
        Assert.Equal(Evidence.None, Rank("who are you?", Club).Evidence);
    }

    [Fact]
    public void A_question_on_the_topic_is_answered_and_another_is_not()
    {
        Assert.True(AnswerGate.Decide(Rank("When is the yearly fee due?", Club).Evidence));
        Assert.False(AnswerGate.Decide(Rank("When was the last time anyone was on the moon?", Club).Evidence));
        Assert.False(AnswerGate.Decide(Evidence.None));
    }

    [Fact]
    public void A_calibrated_threshold_decides_instead_of_the_default()
    {
        var evidence = Rank("When is the yearly fee due?", Club).Evidence;

        Assert.True(AnswerGate.Decide(evidence, evidence.Confidence));
        Assert.False(AnswerGate.Decide(evidence, evidence.Confidence + 0.01f));
    }

    [Fact]
    public void The_same_candidates_in_any_order_give_the_same_ranking()
    {
        CandidatePassage[] candidates = [.. Enumerable.Range(0, 20).Select(number => Candidate(Club[number % Club.Length], Guid.CreateVersion7(), score: number % 3))];
        var expected = Order(candidates);

        new Random(5).Shuffle(candidates);

        Assert.Equal(expected, Order(candidates));

        static IEnumerable<Guid> Order(CandidatePassage[] candidates) =>
            PassageRanker.Rank("Who keeps the fee?", TermStatistics.Empty, candidates, new RankingOptions { MaxPassages = 20 }).Passages.Select(passage => passage.Passage.ChunkId).ToArray();
    }

    [Fact]
    public void Any_text_can_be_ranked()
    {
        Texts.Check(Texts.Any, text =>
        {
            foreach (var quoted in Rank("Another word for bees and C#?", [text]).BestSentences(100))
                Assert.InRange(quoted.Sentence.End, quoted.Sentence.Start + 1, text.Length);
        });
    }

    private static string Best(string question)
    {
        var quoted = Rank(question, Club).BestSentences(1).Single();
        return quoted.Passage.Passage.Content[quoted.Sentence.Start..quoted.Sentence.End];
    }

    private static PassageRanking Rank(string question, string[] passages, string? title = null)
    {
        var vectors = passages.Select(passage => SparseEncoder.EncodeChunk(title, [], passage)).ToList();
        var statistics = passages.Length > 1 ? TermStatistics.Sum([SourceTerms.Of(vectors)]) : TermStatistics.Empty;
        var query = SparseEncoder.EncodeQuery(question, statistics);
        var candidates = passages.Select((passage, at) => Candidate(passage, Guid.CreateVersion7(), query.Vector.Dot(vectors[at]), title)).ToList();
        return PassageRanker.Rank(question, statistics, candidates, new RankingOptions());
    }

    private static CandidatePassage Candidate(string content, Guid source, float score, string? title = null) =>
        new(Guid.CreateVersion7(), source, title, [], content, [], score);
}
