using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Subtitles;

/// <summary>What is shown at one time.</summary>
internal sealed record Cue(TimeRange Time, string? Speaker, string Text);

/// <summary>Reads the cues of a file, and passes over what is none: numbers, notes, styles, damaged times.</summary>
internal static partial class Cues
{
    private const int LongestMarkup = 200;

    public static IEnumerable<Cue> Of(string text)
    {
        TimeRange? time = null;
        var lines = new List<string>();
        var shown = new HashSet<string>();
        foreach (var span in TextLines.Of(text))
        {
            var line = text.Substring(span.Start, span.Length).Trim();
            if (line.Contains("-->", StringComparison.Ordinal))
            {
                (time, lines) = (TimeIn(line), []);
                continue;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
                continue;
            }

            if (time is not null && CueOf(time, lines, shown) is { } cue)
                yield return cue;
            (time, lines) = (null, []);
        }

        if (time is not null && CueOf(time, lines, shown) is { } last)
            yield return last;
    }

    // Shown are the lines of the cue before: machines repeat them while the picture scrolls.
    private static Cue? CueOf(TimeRange time, List<string> lines, HashSet<string> shown)
    {
        var speaker = lines.Select(line => Voice.Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value.Trim();
        var plain = lines.Select(WithoutMarkup).Where(line => line.Length > 0).ToList();
        var fresh = plain.Where(line => !shown.Contains(line)).ToList();
        shown.Clear();
        shown.UnionWith(plain);
        return fresh.Count > 0 ? new Cue(time, speaker, string.Join(' ', fresh)) : null;
    }

    private static string WithoutMarkup(string line)
    {
        var plain = new StringBuilder(line.Length);
        for (var at = 0; at < line.Length;)
        {
            var close = line[at] switch { '<' => '>', '{' when at + 1 < line.Length && line[at + 1] == '\\' => '}', _ => '\0' };
            var end = close == '\0' ? -1 : line.IndexOf(close, at, Math.Min(LongestMarkup, line.Length - at));
            if (end < 0)
                plain.Append(line[at]);
            at = end < 0 ? at + 1 : end + 1;
        }

        return WebUtility.HtmlDecode(plain.ToString()).Trim();
    }

    private static TimeRange? TimeIn(string line)
    {
        var match = Times.Match(line);
        if (!match.Success)
            return null;

        var (start, end) = (Milliseconds(match, 1), Milliseconds(match, 5));
        return start <= int.MaxValue && end <= int.MaxValue ? new TimeRange((int)start, (int)Math.Max(start, end)) : null;
    }

    private static long Milliseconds(Match match, int first)
    {
        long Part(int at) => match.Groups[first + at] is { Length: > 0 } group ? long.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
        var fraction = match.Groups[first + 3].Value.PadRight(3, '0');
        return (((((Part(0) * 60) + Part(1)) * 60) + Part(2)) * 1000) + long.Parse(fraction, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})\s+-->\s+(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})")]
    private static partial Regex Times { get; }

    [GeneratedRegex(@"<v(?:\.[^ >]{0,50})?\s+([^>]{1,100})>")]
    private static partial Regex Voice { get; }
}
