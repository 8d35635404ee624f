using System.Buffers.Binary;
using System.Text;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Office;

/// <summary>Looks through an archive's directory before anything is unpacked.</summary>
/// <remarks>
/// The usual tricks of hostile archives need a directory that no program writes: members that share their bytes, names that point out of the archive,
/// names that occur twice, more members than a document has. What a member unpacks to is not believed here but counted in <see cref="OfficePackage"/>.
/// </remarks>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const int LocalLength = 30;
    private const int LongestComment = 65_535;

    public static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith("PK\x05\x06"u8);

    public static void RefuseUnsafe(ReadOnlySpan<byte> bytes, ExtractionLimits limits)
    {
        var end = EndOf(bytes);
        int count = U16(bytes, end + 10);
        var (size, start) = (U32(bytes, end + 12), U32(bytes, end + 16));
        if (count == ushort.MaxValue || start == uint.MaxValue || count > limits.MaxMembers)
            throw ExtractionRefusedException.ArchiveUnsafe($"it says that it has more than {Math.Min(count, limits.MaxMembers)} members");
        if (start + (long)size > end || (long)count * EntryLength > size)
            throw ExtractionRefusedException.OfficeBroken();

        var ranges = new List<(long Start, long End)>(count);
        var names = new HashSet<string>(count, StringComparer.OrdinalIgnoreCase);
        var at = (int)start;
        for (var i = 0; i < count; i++)
        {
            if (at + EntryLength > end || !bytes[at..].StartsWith("PK\x01\x02"u8))
                throw ExtractionRefusedException.OfficeBroken();

            var nameLength = U16(bytes, at + 28);
            var next = at + EntryLength + nameLength + U16(bytes, at + 30) + U16(bytes, at + 32);
            if (next > end)
                throw ExtractionRefusedException.OfficeBroken();

            RefuseName(Encoding.UTF8.GetString(bytes.Slice(at + EntryLength, nameLength)), names);
            ranges.Add(RangeOf(bytes, at, start));
            at = next;
        }

        ranges.Sort();
        for (var i = 1; i < ranges.Count; i++)
            if (ranges[i].Start < ranges[i - 1].End)
                throw ExtractionRefusedException.ArchiveUnsafe("two of its members overlap");
    }

    private static int EndOf(ReadOnlySpan<byte> bytes)
    {
        var tail = bytes[Math.Max(0, bytes.Length - EndLength - LongestComment)..];
        var at = tail.LastIndexOf("PK\x05\x06"u8);
        return at >= 0 && at + EndLength <= tail.Length ? bytes.Length - tail.Length + at : throw ExtractionRefusedException.OfficeBroken();
    }

    /// <summary>The bytes that a member takes, from its own header to the end of its content.</summary>
    private static (long Start, long End) RangeOf(ReadOnlySpan<byte> bytes, int entry, uint directory)
    {
        var (flags, method) = (U16(bytes, entry + 8), U16(bytes, entry + 10));
        if ((flags & 1) != 0)
            throw ExtractionRefusedException.OfficeEncrypted();
        if (method is not (0 or 8))
            throw ExtractionRefusedException.ArchiveUnsafe("it is compressed in an unusual way");

        var (packed, local) = (U32(bytes, entry + 20), U32(bytes, entry + 42));
        if (local + (long)LocalLength > directory || !bytes[(int)local..].StartsWith("PK\x03\x04"u8))
            throw ExtractionRefusedException.OfficeBroken();

        var content = local + (long)LocalLength + U16(bytes, (int)local + 26) + U16(bytes, (int)local + 28);
        return content + packed <= directory ? (local, content + packed) : throw ExtractionRefusedException.ArchiveUnsafe("its sizes are wrong");
    }

    private static void RefuseName(string name, HashSet<string> names)
    {
        if (name.Length == 0 || name[0] == '/' || name.Contains('\0') || name.Contains(':') || name.Split('/', '\\').Contains(".."))
            throw ExtractionRefusedException.ArchiveUnsafe("the name of a member points out of the archive");
        if (!names.Add(name.Replace('\\', '/')))
            throw ExtractionRefusedException.ArchiveUnsafe("two of its members have one name");
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
