namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>A part of a text in UTF-16 offsets; <paramref name="End"/> is the offset after its last character.</summary>
internal readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;
}
