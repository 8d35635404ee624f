using FsCheck;
using FsCheck.Fluent;

namespace TwinPlatform.Knowledge.Tests;

/// <summary>Texts as people write them, and worse: every script, line break, half of a surrogate pair and rows of symbols.</summary>
internal static class Texts
{
    private static readonly string[] Fragments =
    [
        "word", "Another", "bees", "Dr.", "e.g.", "U.S.A.", "3.14", "1,000", "C#", ".NET", "anna@example.com", "https://example.com/a?b=1", "it's", "naïve", "e\u0301te\u0301",
        "😀", "👩‍👩‍👧", "🇩🇪", "東京は日本の首都です", "ไทย", "Привет", "مرحبا", ".", "!", "?", "…", "\"", "(", ")", "-", "|", "***", "\t", " ", "  ", "\n", "\r\n", "\n\n",
        "\r\n\r\n", "\u2028", "\u00A0", "\uD800", "\uDC00", "\n# Heading\n", "\n## Deeper\n", "\n- item", "\n1. item", "\n> quote\n", "\n```\ncode {}\n```\n", "\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "aVeryLongWordWithoutAnySpacesThatGoesOnAndOnAndOnAndOnAndOnAndOnAndOn", "=================================", "This is a sentence of the ordinary kind. ",
    ];

    public static Arbitrary<string> Any { get; } =
        Gen.Elements(Fragments).ListOf().Select(parts => string.Join(parts.Count % 3 == 0 ? "" : " ", parts)).ToArbitrary();

    /// <summary>The same with enough of everything to be cut into several passages.</summary>
    public static Arbitrary<string> Long { get; } =
        Gen.Elements(Fragments).ListOf(900).Select(parts => string.Join(' ', parts)).ToArbitrary();

    /// <summary>Always the same texts, so that a failure is one for everybody.</summary>
    public static void Check(Arbitrary<string> texts, Action<string> promise, int count = 200) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(20_241_122UL, 17UL).WithQuietOnSuccess(true), Prop.ForAll(texts, promise));
}
