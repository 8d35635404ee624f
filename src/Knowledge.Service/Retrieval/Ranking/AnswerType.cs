using TwinPlatform.Knowledge.Infrastructure.Text;

namespace TwinPlatform.Knowledge.Retrieval.Ranking;

/// <summary>What kind of words an answer must contain, guessed from the question's first words.</summary>
internal enum AnswerType
{
    Any,

    /// <summary>Who, where, whom: a name.</summary>
    Name,

    /// <summary>When, how many, what year, how old: a number.</summary>
    Number,
}

/// <summary>Recognises <see cref="AnswerType"/> in questions and sentences.</summary>
internal static class AnswerTypes
{
    public static AnswerType Of(IReadOnlyList<Word> question)
    {
        for (var i = 0; i < question.Count; i++)
        {
            var next = i + 1 < question.Count ? question[i + 1].Lexeme.Form : "";
            switch (question[i].Lexeme.Form)
            {
                case "who" or "whom" or "whose" or "where":
                    return AnswerType.Name;
                case "when":
                case "how" when next is "many" or "much" or "old" or "long" or "far" or "tall" or "often" or "large" or "big" or "high":
                case "what" or "which" or "in" when next is "year" or "century" or "date" or "percentage" or "percent" or "decade" or "month" or "day":
                    return AnswerType.Number;
            }
        }

        return AnswerType.Any;
    }

    /// <summary>Whether the sentence contains a word of the type that the question itself does not contain.</summary>
    public static bool IsMet(AnswerType type, ReadOnlySpan<char> passage, ReadOnlySpan<Word> sentence, QueryTerms question) => type switch
    {
        AnswerType.Name => HasNew(passage, sentence, question, IsCapitalised),
        AnswerType.Number => HasNew(passage, sentence, question, IsNumber),
        _ => false,
    };

    private static bool HasNew(ReadOnlySpan<char> passage, ReadOnlySpan<Word> sentence, QueryTerms question, Func<ReadOnlySpan<char>, Lexeme, bool> isOfType)
    {
        for (var i = 0; i < sentence.Length; i++)
        {
            var (start, end, lexeme, _) = sentence[i];
            if (!lexeme.IsStopWord && isOfType(passage[start..end], lexeme) && !question.Contains(lexeme.WordIndex))
                return true;
        }

        return false;
    }

    // The first word of a sentence is capitalised, too; measured, leaving it out loses more names than it saves mistakes.
    private static bool IsCapitalised(ReadOnlySpan<char> word, Lexeme lexeme) => char.IsUpper(word[0]);

    private static bool IsNumber(ReadOnlySpan<char> word, Lexeme lexeme) => char.IsDigit(word[0]) || NumberWords.Contains(lexeme.Form);

    private static readonly HashSet<string> NumberWords =
    [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty", "forty", "fifty",
        "hundred", "thousand", "million", "billion", "half", "dozen", "once", "twice", "january", "february", "march", "april", "june", "july", "august",
        "september", "october", "november", "december", "daily", "weekly", "monthly", "yearly",
    ];
}
