using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace TwinPlatform.Platform.Paging;

/// <summary>
/// Where a list page ended: the time and id of its last row, newest first. Clients see an opaque text; rows added meanwhile neither repeat nor hide others.
/// </summary>
/// <param name="At">The last row's time.</param>
/// <param name="Id">The last row's id, which orders rows of the same time.</param>
public readonly record struct PageCursor(DateTimeOffset At, Guid Id) : IParsable<PageCursor>
{
    /// <summary>Before the first row: where a list begins.</summary>
    public static PageCursor Start { get; } = new(DateTimeOffset.MaxValue.AddDays(-1), Guid.AllBitsSet);

    /// <inheritdoc/>
    public static PageCursor Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var cursor) ? cursor : throw new FormatException("Not a cursor of this API.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PageCursor result)
    {
        result = default;
        Span<byte> bytes = stackalloc byte[24];
        if (s is not { Length: 32 } || !Base64Url.IsValid(s) || !Base64Url.TryDecodeFromChars(s, bytes, out var written) || written != 24)
        {
            return false;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        result = new PageCursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[8..], bigEndian: true));
        return true;
    }

    /// <summary>The opaque text, 32 characters safe in a URL.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.UtcTicks);
        Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
