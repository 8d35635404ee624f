using System.Collections.Frozen;

namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>The English words that say nothing about a text, and those that say nothing about a question.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> English = Words("""
        i me my myself we our ours ourselves you you're you've you'll you'd your yours yourself yourselves
        he him his himself she she's her hers herself it it's its itself they them their theirs themselves
        what which who whom this that that'll these those am is are was were be been being have has had having
        do does did doing a an the and but if or because as until while of at by for with about against between
        into through during before after above below to from up down in out on off over under again further then
        once here there when where why how all any both each few more most other some such no nor not only own same
        so than too very s t can will just don don't should should've now d ll m o re ve y ain aren aren't couldn
        couldn't didn didn't doesn doesn't hadn hadn't hasn hasn't haven haven't isn isn't ma mightn mightn't mustn
        mustn't needn needn't shan shan't shouldn shouldn't wasn wasn't weren weren't won won't wouldn wouldn't
        """);

    // "How many", "could you please": the shape of a question, present in any text by accident.
    private static readonly FrozenSet<string> QuestionShape = Words("whose many much would could please");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> EnglishBySpan = English.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a lower-case word is left out of the index.</summary>
    public static bool Contains(ReadOnlySpan<char> word) => EnglishBySpan.Contains(word);

    /// <summary>Whether a lower-case word, indexed in passages, is left out of a question.</summary>
    public static bool ShapesQuestion(string word) => QuestionShape.Contains(word);

    private static FrozenSet<string> Words(string list) =>
        list.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
