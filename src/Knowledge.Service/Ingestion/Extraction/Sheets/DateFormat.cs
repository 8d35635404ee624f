using System.Globalization;
using System.Text;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Sheets;

/// <summary>Shows the number of days since 1900 (or 1904) as the date or time that it is.</summary>
internal static class DateFormat
{
    private const double LastDay = 2_958_466;
    private const int From1900To1904 = 1462;

    /// <returns>Null where the number is no date, which Excel shows as a row of hashes.</returns>
    public static string? Show(double days, IReadOnlyList<FormatToken> section, bool isFrom1904)
    {
        if (days is < 0 or >= LastDay)
            return null;

        // Excel counts a 29 February 1900, which never was.
        var date = DateTime.FromOADate(isFrom1904 ? days + From1900To1904 : days < 60 ? days + 1 : days);
        var time = new DateTime((date.Ticks + (TimeSpan.TicksPerMillisecond / 2)) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond);
        var isHalfDay = section.Any(token => token is { Kind: FormatTokenKind.Date, Text: "am" });
        var shown = new StringBuilder();
        for (var i = 0; i < section.Count; i++)
            shown.Append(section[i].Kind == FormatTokenKind.Date ? Part(section, i, time, days, isHalfDay) : section[i].Text);
        return shown.ToString().Trim();
    }

    private static string Part(IReadOnlyList<FormatToken> section, int at, DateTime time, double days, bool isHalfDay) => section[at].Text switch
    {
        ['y', 'y', 'y', ..] => Of(time, "yyyy"),
        ['y', ..] => Of(time, "yy"),
        "m" or "mm" when IsMinute(section, at) => Of(time, section[at].Text == "m" ? "%m" : "mm"),
        "m" => Of(time, "%M"),
        "mm" => Of(time, "MM"),
        "mmm" => Of(time, "MMM"),
        ['m', ..] => Of(time, "MMMM"),
        "d" => Of(time, "%d"),
        "dd" => Of(time, "dd"),
        "ddd" => Of(time, "ddd"),
        ['d', ..] => Of(time, "dddd"),
        "h" => Of(time, isHalfDay ? "%h" : "%H"),
        ['h', ..] => Of(time, isHalfDay ? "hh" : "HH"),
        "s" => Of(time, "%s"),
        ['s', ..] => Of(time, "ss"),
        ['.', .. var fraction] => fraction.Length == 0 ? "" : "." + Of(time, "fff")[..Math.Min(fraction.Length, 3)],
        "am" => Of(time, "tt"),
        "[h]" => Math.Floor((days * 24) + 1e-6).ToString("0", CultureInfo.InvariantCulture),
        "[m]" => Math.Floor((days * 24 * 60) + 1e-5).ToString("0", CultureInfo.InvariantCulture),
        "[s]" => Math.Round(days * 24 * 60 * 60).ToString("0", CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>An m is a minute behind an hour and in front of a second, else a month.</summary>
    private static bool IsMinute(IReadOnlyList<FormatToken> section, int at)
    {
        var before = section.Take(at).LastOrDefault(token => token.Kind == FormatTokenKind.Date).Text;
        var after = section.Skip(at + 1).FirstOrDefault(token => token.Kind == FormatTokenKind.Date).Text;
        return before is "h" or "hh" or "[h]" || after is "s" or "ss";
    }

    private static string Of(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
