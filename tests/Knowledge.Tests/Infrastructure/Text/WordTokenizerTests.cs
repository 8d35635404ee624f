using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Tests.Infrastructure.Text;

public sealed class WordTokenizerTests
{
    [Theory]
    [InlineData("The Bees' hive", "the bees hive")]
    [InlineData("Anna's and Anna’s", "anna and anna")]
    [InlineData("don't", "don't")]
    [InlineData("1,000.50 and 7", "1000.50 and 7")]
    [InlineData("C# or C++, F#; section #3", "c# or c++ f# section 3")]
    [InlineData("on .NET 10. Next", "on .net 10 next")]
    [InlineData("the U.S.A. and e.g. it", "the usa and eg it")]
    [InlineData("Café CAFE\u0301 ﬁne Ｆｕｌｌ", "cafe cafe fine full")]
    [InlineData("Ελλάδα Привет", "ελλάδα привет")]
    [InlineData("東京都 です", "東京 京都 です")]
    [InlineData("水", "水")]
    [InlineData("x😀y", "x y")]
    [InlineData("co\u00ADoperate", "cooperate")]
    public void Words_are_found_and_normalised(string text, string forms)
    {
        Assert.Equal(forms.Split(' '), WordTokenizer.Tokenize(text).Where(word => !word.IsCompound).Select(word => word.Lexeme.Form));
    }

    [Theory]
    [InlineData("e-mail", "email")]
    [InlineData("anna@example.com", "anna@example.com")]
    [InlineData("snake_case", "snake_case")]
    [InlineData("COVID-19", "covid19")]
    public void What_is_joined_is_found_in_parts_and_as_a_whole(string text, string whole)
    {
        var words = WordTokenizer.Tokenize(text);

        Assert.Equal(whole, words.Single(word => word.IsCompound).Lexeme.Form);
        Assert.True(words.Count(word => !word.IsCompound) >= 2);
    }

    [Theory]
    [InlineData("running", "run")]
    [InlineData("generalizations", "general")]
    [InlineData("fees", "fee")]
    [InlineData("b2b", "b2b")]
    public void English_words_share_a_stem(string word, string stem)
    {
        Assert.Equal(stem, WordTokenizer.Tokenize(word).Single().Lexeme.Stem);
    }

    [Fact]
    public void A_word_without_end_is_cut()
    {
        Assert.Equal(WordTokenizer.MaxWordLength, WordTokenizer.Tokenize(new string('x', 5000)).Single().Lexeme.Form.Length);
    }

    [Fact]
    public void Words_stand_in_the_text_at_their_offsets()
    {
        Texts.Check(Texts.Any, text =>
        {
            foreach (var word in WordTokenizer.Tokenize(text))
            {
                Assert.InRange(word.Start, 0, word.End - 1);
                Assert.InRange(word.End, 1, text.Length);
                Assert.False(char.IsLowSurrogate(text[word.Start]) || char.IsHighSurrogate(text[word.End - 1]));
            }
        });
    }
}
