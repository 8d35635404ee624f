using System.Text;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Subtitles;

/// <summary>What is said in one go.</summary>
internal sealed record Utterance(TimeRange Time, string Text);

/// <summary>Joins cues to sentences: a cue is what fits on a screen, and nobody quotes half a sentence.</summary>
internal static class Utterances
{
    private const int LongestCharacters = 400;
    private const int LongestPauseMs = 3_000;

    public static IEnumerable<Utterance> Of(IEnumerable<Cue> cues)
    {
        var text = new StringBuilder();
        var (start, end) = (0, 0);
        string? speaker = null;
        foreach (var cue in cues)
        {
            var isOther = cue.Speaker is not null && cue.Speaker != speaker;
            if (text.Length > 0 && (isOther || EndsSentence(text) || text.Length > LongestCharacters || cue.Time.StartMs - end > LongestPauseMs))
            {
                yield return new Utterance(new TimeRange(start, end), text.ToString());
                text.Clear();
            }

            if (text.Length == 0)
                start = cue.Time.StartMs;
            else
                text.Append(' ');
            if (isOther)
                text.Append(cue.Speaker).Append(": ");
            speaker = cue.Speaker ?? speaker;
            text.Append(cue.Text);
            end = Math.Max(cue.Time.EndMs, start);
        }

        if (text.Length > 0)
            yield return new Utterance(new TimeRange(start, end), text.ToString());
    }

    private static bool EndsSentence(StringBuilder text) => text[^1] is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '"' or '”' or ']';
}
