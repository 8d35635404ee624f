using System.Text.RegularExpressions;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Subtitles;

/// <summary>Subtitles of a recording (SubRip and WebVTT): what is said, in sentences, each with the time at which it begins.</summary>
internal sealed partial class SubtitlesFormat : IDocumentFormat
{
    private const int Window = 4096;

    public bool Recognises(DocumentProbe probe)
    {
        if (IsWebVtt(probe.Text))
            return true;

        var head = probe.Text.AsSpan(0, Math.Min(probe.Text.Length, Window)).TrimStart();
        return FirstCue.IsMatch(head) && (probe.IsNamed("srt", "vtt") || !probe.IsNamed("md", "html"));
    }

    public ExtractedDocument Extract(DocumentProbe probe, ExtractionLimits limits, ReadingPace pace)
    {
        var writer = new BlockWriter(limits, pace);
        foreach (var utterance in Utterances.Of(Cues.Of(probe.Text)))
            writer.Add(BlockKind.Paragraph, utterance.Text, utterance.Time);

        return writer.Finish(IsWebVtt(probe.Text) ? "text/vtt" : "application/x-subrip", title: null);
    }

    private static bool IsWebVtt(string text) => text.StartsWith("WEBVTT", StringComparison.Ordinal) && (text.Length == 6 || char.IsWhiteSpace(text[6]));

    [GeneratedRegex(@"^(?:\d{1,6}[ \t]*\r?\n)?(?:\d{1,4}:)?\d{1,2}:\d{2}[,.]\d{1,3}[ \t]+-->[ \t]+(?:\d{1,4}:)?\d{1,2}:\d{2}[,.]\d{1,3}")]
    private static partial Regex FirstCue { get; }
}
