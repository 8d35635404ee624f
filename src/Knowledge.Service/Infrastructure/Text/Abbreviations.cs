using System.Collections.Frozen;

namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>Words that are written with a dot which does not, or need not, end a sentence.</summary>
internal static class Abbreviations
{
    private static readonly FrozenSet<string> NeverLast = Words("""
        mr mrs ms dr prof st sr fr rev hon gov sen rep pres gen col lt sgt capt cmdr adm maj sir messrs
        vs v cf viz e.g eg i.e ie ca approx al ave mt ft
        """);

    private static readonly FrozenSet<string> BeforeNumber = Words("""
        fig figs no nos vol vols pp p ch chap sec art eq eqs ref refs ed tab
        jan feb mar apr jun jul aug sep sept oct nov dec
        """);

    private static readonly FrozenSet<string> SometimesLast = Words("""
        inc ltd co corp bros jr sr etc est dept univ assn u.s u.k u.n u.s.a a.m p.m b.c a.d d.c ph.d m.d b.a m.a
        """);

    // After "Inc." these begin a new sentence far more often than they go on with the name.
    private static readonly FrozenSet<string> Openers = Words("""
        the a an this that these those he she it they we you i his her its their our my there here
        in on at by for from with after before during since while when if as although though because
        however but and or so yet then thus therefore moreover also most many some all both each no not
        who what where why how is are was were do does did can will
        """);

    /// <summary>Whether the dot after <paramref name="word"/> leaves the sentence open, given the word that follows.</summary>
    public static bool LeaveOpen(ReadOnlySpan<char> word, ReadOnlySpan<char> next)
    {
        Span<char> lower = stackalloc char[8];
        if (word.Length is 0 or > 8)
            return false;

        lower = lower[..word.ToLowerInvariant(lower)];
        if (Has(NeverLast, lower))
            return true;
        if (Has(BeforeNumber, lower))
            return next.Length > 0 && char.IsDigit(next[0]);
        if (Has(SometimesLast, lower) || IsInitial(word))
            return !Opens(next);
        return false;
    }

    private static bool IsInitial(ReadOnlySpan<char> word) =>
        (word.Length == 1 && char.IsUpper(word[0]) && word[0] != 'I') || (word.Length >= 3 && word[^2] == '.' && char.IsUpper(word[^1]));

    private static bool Opens(ReadOnlySpan<char> next)
    {
        Span<char> lower = stackalloc char[12];
        return next.Length is > 0 and <= 12 && Has(Openers, lower[..next.ToLowerInvariant(lower)]);
    }

    private static bool Has(FrozenSet<string> words, ReadOnlySpan<char> word) => words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static FrozenSet<string> Words(string list) =>
        list.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
