namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>What a term of the sparse vector is made of.</summary>
internal enum TermChannel
{
    /// <summary>A stemmed word.</summary>
    Word,

    /// <summary>Two neighbouring stemmed words, stop words left out.</summary>
    Pair,

    /// <summary>Five neighbouring characters of a word.</summary>
    Gram,
}

/// <summary>How much a match in a channel counts.</summary>
internal static class ChannelWeight
{
    public static float Of(TermChannel channel) => channel switch
    {
        TermChannel.Word => 1f,
        TermChannel.Pair => 0.5f,
        TermChannel.Gram => 0.15f,
        _ => throw new ArgumentOutOfRangeException(nameof(channel)),
    };
}
