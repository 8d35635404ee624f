using System.Security.Cryptography;
using System.Text;
using TwinPlatform.Contracts.Knowledge.V1;

namespace TwinPlatform.Chat.Answering;

/// <summary>A place in a source that may become a sentence of the answer, once the citation gate has confirmed it.</summary>
/// <param name="Passage">The passage that holds it.</param>
/// <param name="Start">UTF-16 offset in the source's stored text.</param>
/// <param name="End">Exclusive.</param>
internal sealed record QuotedPlace(Passage Passage, int Start, int End)
{
    public string Text => Passage.Content[(Start - Passage.Start)..(End - Passage.Start)];

    /// <summary>Neighbouring passages share a sentence, so the same place can be found twice.</summary>
    public bool Overlaps(QuotedPlace other) =>
        (Passage.SourceId, Passage.SourceVersion) == (other.Passage.SourceId, other.Passage.SourceVersion) && Start < other.End && other.Start < End;

    public Quote ToQuote() => new() { SourceId = Passage.SourceId, SourceVersion = Passage.SourceVersion, Start = Start, End = End, Text = Text };

    public Citation ToCitation(int index) => new(
        index,
        Guid.Parse(Passage.SourceId),
        Passage.SourceVersion,
        Passage.SourceTitle,
        PassageBlocks.PageAt(Passage, Start),
        [.. PassageBlocks.HeadingsAt(Passage, Start)],
        Start,
        End,
        Text,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text))),
        PassageBlocks.StartSecondsAt(Passage, Start));
}
