using TwinPlatform.Contracts.Knowledge.V1;

namespace TwinPlatform.Chat.Tests.Answering;

/// <summary>Passages as Knowledge would find them, written as text.</summary>
internal static class Given
{
    public static SearchReply Found(params Passage[] passages) => new()
    {
        Evidence = new Evidence { Sufficient = true, Score = 1, Threshold = 0.5, Confidence = 0.9 },
        Passages = { passages },
    };

    public static SearchReply NothingGoodEnough(params Passage[] passages) => new()
    {
        Evidence = new Evidence { Sufficient = false, Score = 0.2, Threshold = 0.5, Confidence = 0.1 },
        Passages = { passages },
    };

    /// <param name="content">The passage's text.</param>
    /// <param name="sentences">Its sentences as they stand in the text, with their scores, best first.</param>
    public static Passage Passage(string content, params (string Text, double Score)[] sentences) => Passage(content, Guid.CreateVersion7(), start: 0, sentences);

    public static Passage Passage(string content, Guid sourceId, int start, params (string Text, double Score)[] sentences)
    {
        var passage = new Passage
        {
            ChunkId = Guid.CreateVersion7().ToString(),
            SourceId = sourceId.ToString(),
            SourceVersion = 1,
            SourceTitle = "Handbook",
            HeadingPath = { "Terms", "Refunds" },
            Page = 7,
            Start = start,
            End = start + content.Length,
            Content = content,
        };
        foreach (var (text, score) in sentences)
        {
            var at = content.IndexOf(text, StringComparison.Ordinal);
            Assert.True(at >= 0, $"\"{text}\" is not in the passage.");
            passage.Sentences.Add(new Sentence { Start = start + at, End = start + at + text.Length, Score = score });
        }

        return passage;
    }
}
