using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Tests.Infrastructure.Text;

public sealed class TermStatisticsTests
{
    private static readonly SourceTerms Bees = SourceTerms.Of([Encode("bees eat honey"), Encode("honey bees"), Encode("wasps")]);
    private static readonly SourceTerms Clubs = SourceTerms.Of([Encode("the honey club")]);

    [Fact]
    public void Chunks_that_contain_a_term_are_counted_once_each()
    {
        var statistics = TermStatistics.Sum([SourceTerms.Of([Encode("honey, honey and honey")])]);

        Assert.Equal(1, statistics.FrequencyOf(Word("honey")));
    }

    [Fact]
    public void The_statistics_of_a_twin_are_the_sum_of_its_sources()
    {
        var statistics = TermStatistics.Sum([Bees, Clubs]);

        Assert.Equal(4, statistics.ChunkCount);
        Assert.Equal(3, statistics.FrequencyOf(Word("honey")));
        Assert.Equal(2, statistics.FrequencyOf(Word("bees")));
        Assert.Equal(0, statistics.FrequencyOf(Word("rowing")));
    }

    [Fact]
    public void Rare_terms_weigh_more_and_none_weighs_less_than_nothing()
    {
        var statistics = TermStatistics.Sum([Bees, Clubs]);

        Assert.True(statistics.InverseFrequencyOf(Word("rowing")) > statistics.InverseFrequencyOf(Word("wasps")));
        Assert.True(statistics.InverseFrequencyOf(Word("wasps")) > statistics.InverseFrequencyOf(Word("honey")));
        Assert.True(statistics.InverseFrequencyOf(Word("honey")) > 0);
        Assert.Equal(MathF.Log(1 + (1.5f / 3.5f)), statistics.InverseFrequencyOf(Word("honey")), precision: 5);
    }

    [Fact]
    public void Nothing_to_compare_with_makes_all_terms_equal()
    {
        Assert.Equal(1, TermStatistics.Empty.InverseFrequencyOf(Word("honey")));
        Assert.Equal(1, TermStatistics.Sum([]).InverseFrequencyOf(Word("honey")));
    }

    [Fact]
    public void The_terms_of_a_source_survive_storage()
    {
        var (indices, frequencies) = Bees.ToBytes();

        var read = SourceTerms.FromBytes(Bees.ChunkCount, indices, frequencies);

        Assert.Equal(Bees.ChunkCount, read.ChunkCount);
        Assert.Equal(Bees.Indices, read.Indices);
        Assert.Equal(Bees.Frequencies, read.Frequencies);
    }

    [Fact]
    public void Columns_that_do_not_belong_together_are_an_error()
    {
        var (indices, frequencies) = Bees.ToBytes();

        Assert.Throws<InvalidDataException>(() => SourceTerms.FromBytes(3, indices, frequencies[..^1]));
    }

    private static SparseVector Encode(string text) => SparseEncoder.EncodeChunk(null, [], text);

    private static uint Word(string word) => Lexeme.Of(word).WordIndex;
}
