using System.Globalization;
using System.Text;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Sheets;

/// <summary>Shows numbers as Excel does: "0.5" as "50%", "45292" as "2024-01-01", "1234.5" as "1,234.50 €".</summary>
/// <remarks>Left out: fractions, conditions on colours, and the reader's country; points and commas are English.</remarks>
internal sealed class NumberFormat
{
    private const int MostDigits = 15;
    private const int LongestCode = 300;

    private readonly IReadOnlyList<IReadOnlyList<FormatToken>> _sections;

    private NumberFormat(IReadOnlyList<IReadOnlyList<FormatToken>> sections) => _sections = sections;

    public static NumberFormat General { get; } = new([]);

    /// <param name="code">Up to four sections: for positive numbers, negative ones, zero and text.</param>
    public static NumberFormat Of(string code)
    {
        var sections = code.Length <= LongestCode ? FormatToken.SectionsOf(code) : [];
        var isGeneral = sections.Count == 0 || sections[0].Any(token => token is { Kind: FormatTokenKind.General } or { Kind: FormatTokenKind.Fraction });
        return isGeneral ? General : new NumberFormat(sections);
    }

    public string Show(double number, bool isFrom1904)
    {
        if (_sections.Count == 0)
            return ShowGeneral(number);

        var hasNegative = number < 0 && _sections.Count > 1;
        var section = hasNegative ? _sections[1] : number == 0 && _sections.Count > 2 ? _sections[2] : _sections[0];
        if (section.Any(token => token.Kind == FormatTokenKind.Date))
            return DateFormat.Show(number, section, isFrom1904) ?? ShowGeneral(number);
        return ShowNumber(hasNegative ? -number : number, section).Trim();
    }

    private static string ShowGeneral(double number)
    {
        if (Math.Abs(number) < 1e15 && number == Math.Floor(number))
            return number.ToString("0", CultureInfo.InvariantCulture);

        // Ten digits: the rest is what binary fractions make of decimal ones.
        return number.ToString(Math.Abs(number) is >= 1e-4 and < 1e15 ? "0.##########" : "0.#####E+0", CultureInfo.InvariantCulture);
    }

    private static string ShowNumber(double number, IReadOnlyList<FormatToken> section)
    {
        var digits = string.Concat(section.Where(token => token.Kind == FormatTokenKind.Digits).Select(token => token.Text));
        if (digits.Length == 0)
            return string.Concat(section.Where(token => token.Kind == FormatTokenKind.Literal).Select(token => token.Text));

        var percent = section.Count(token => token.Kind == FormatTokenKind.Percent);
        var scaled = number * Math.Pow(100, percent) / Math.Pow(1000, digits.Length - digits.TrimEnd(',').Length);
        var core = Math.Abs(scaled).ToString(DotNetFormat(digits.TrimEnd(',')), CultureInfo.InvariantCulture);

        var shown = new StringBuilder(scaled < 0 && core.AsSpan().ContainsAnyInRange('1', '9') ? "-" : "");
        var isWritten = false;
        foreach (var token in section)
            switch (token.Kind)
            {
                case FormatTokenKind.Digits when !isWritten:
                    shown.Append(core);
                    isWritten = true;
                    break;
                case FormatTokenKind.Percent:
                    shown.Append('%');
                    break;
                case FormatTokenKind.Literal:
                    shown.Append(token.Text);
                    break;
            }
        return shown.ToString();
    }

    /// <summary>The same in .NET's words, which are nearly Excel's.</summary>
    private static string DotNetFormat(string digits)
    {
        var exponent = digits.IndexOf('E', StringComparison.Ordinal);
        var mantissa = exponent < 0 ? digits : digits[..exponent];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa : mantissa[..point];
        var zeros = Math.Min(whole.Count(c => c == '0'), MostDigits);
        var decimals = point < 0 ? "" : new string([.. mantissa[(point + 1)..].Where(c => c is '0' or '#' or '?').Select(c => c == '0' ? '0' : '#').Take(MostDigits)]);
        return (whole.Contains(',') ? "#," : exponent < 0 ? "#" : "")
            + new string('0', whole.Contains(',') || exponent >= 0 ? Math.Max(zeros, 1) : zeros)
            + (decimals.Length > 0 ? "." + decimals : "")
            + (exponent < 0 ? "" : "E+" + new string('0', Math.Clamp(digits[exponent..].Count(c => c == '0'), 1, 3)));
    }
}
