namespace TwinPlatform.Knowledge.Ingestion.Extraction.Sheets;

/// <summary>What a part of a format code means.</summary>
internal enum FormatTokenKind
{
    Literal,
    Digits,
    Percent,
    Date,
    Fraction,
    General,
}

/// <summary>A part of a format code.</summary>
internal readonly record struct FormatToken(FormatTokenKind Kind, string Text)
{
    private const string DateLetters = "ymdhs";

    public static List<IReadOnlyList<FormatToken>> SectionsOf(string code)
    {
        var sections = new List<IReadOnlyList<FormatToken>>();
        var section = new List<FormatToken>();
        for (var at = 0; at < code.Length;)
        {
            if (code[at] == ';')
            {
                sections.Add(section);
                section = [];
                at++;
                continue;
            }

            var (token, length) = At(code.AsSpan(at), section);
            if (token is { } found)
                section.Add(found);
            at += length;
        }

        sections.Add(section);
        return sections;
    }

    private static (FormatToken? Token, int Length) At(ReadOnlySpan<char> code, List<FormatToken> before)
    {
        var c = char.ToLowerInvariant(code[0]);
        if (code.StartsWith("General", StringComparison.OrdinalIgnoreCase))
            return (new FormatToken(FormatTokenKind.General, "General"), 7);
        if (code.StartsWith("AM/PM", StringComparison.OrdinalIgnoreCase))
            return (new FormatToken(FormatTokenKind.Date, "am"), 5);
        if (code.StartsWith("A/P", StringComparison.OrdinalIgnoreCase))
            return (new FormatToken(FormatTokenKind.Date, "am"), 3);
        if (DateLetters.Contains(c))
        {
            var run = code.Length;
            for (var i = 1; i < run; i++)
                if (char.ToLowerInvariant(code[i]) != c)
                    run = i;
            return (new FormatToken(FormatTokenKind.Date, new string(c, run)), run);
        }

        switch (c)
        {
            case '"':
                var close = code[1..].IndexOf('"');
                return close < 0 ? (null, code.Length) : (new FormatToken(FormatTokenKind.Literal, code.Slice(1, close).ToString()), close + 2);
            case '\\' when code.Length > 1:
                return (new FormatToken(FormatTokenKind.Literal, code[1].ToString()), 2);
            case '_':
                return (new FormatToken(FormatTokenKind.Literal, " "), 2);
            case '*':
                return (null, 2);
            case '[':
                return Bracket(code);
            case '%':
                return (new FormatToken(FormatTokenKind.Percent, "%"), 1);
            case '/' when before.Exists(token => token.Kind == FormatTokenKind.Digits):
                return (new FormatToken(FormatTokenKind.Fraction, "/"), 1);
            case '.' when before.Count > 0 && before[^1] is { Kind: FormatTokenKind.Date, Text: "s" or "ss" }:
                var fraction = 1;
                while (fraction < code.Length && code[fraction] == '0')
                    fraction++;
                return (new FormatToken(FormatTokenKind.Date, code[..fraction].ToString()), fraction);
            case '0' or '#' or '?' or '.' or ',':
                return Digits(code);
            case '@':
                return (new FormatToken(FormatTokenKind.General, "@"), 1);
            default:
                return (new FormatToken(FormatTokenKind.Literal, code[0].ToString()), 1);
        }
    }

    private static (FormatToken? Token, int Length) Digits(ReadOnlySpan<char> code)
    {
        var length = code.IndexOfAnyExcept("0#?.,");
        length = length < 0 ? code.Length : length;
        if (length < code.Length && code[length] is 'E' or 'e')
        {
            length++;
            while (length < code.Length && code[length] is '+' or '-' or '0' or '#')
                length++;
        }

        return (new FormatToken(FormatTokenKind.Digits, code[..length].ToString().ToUpperInvariant()), length);
    }

    /// <summary>[h] counts hours beyond a day, [$€-407] is a currency, the rest are colours and conditions.</summary>
    private static (FormatToken? Token, int Length) Bracket(ReadOnlySpan<char> code)
    {
        var close = code.IndexOf(']');
        if (close < 0)
            return (null, code.Length);

        var inside = code[1..close];
        if (inside.StartsWith("$"))
        {
            var dash = inside.IndexOf('-');
            return (new FormatToken(FormatTokenKind.Literal, inside[1..(dash < 0 ? inside.Length : dash)].ToString()), close + 1);
        }

        var letters = inside.ToString().ToLowerInvariant();
        return letters is "h" or "hh" or "m" or "mm" or "s" or "ss"
            ? (new FormatToken(FormatTokenKind.Date, $"[{letters[0]}]"), close + 1)
            : (null, close + 1);
    }
}
