using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TwinPlatform.Knowledge.Infrastructure.Ids;

/// <summary>Ids that follow from what they name (UUID version 5, RFC 9562 section 5.5): a retry makes the same ids again and so cannot duplicate.</summary>
internal static class NameBasedId
{
    /// <summary>The id of a chunk, which is also the id of its vector.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="version">The source's version.</param>
    /// <param name="ordinal">The chunk's number in it.</param>
    public static Guid OfChunk(Guid sourceId, int version, int ordinal)
    {
        Span<byte> name = stackalloc byte[24];
        sourceId.TryWriteBytes(name, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(name[16..], version);
        BinaryPrimitives.WriteInt32BigEndian(name[20..], ordinal);

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // Version 5 is defined by SHA-1; nothing here rests on its strength.
        SHA1.HashData(name, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
