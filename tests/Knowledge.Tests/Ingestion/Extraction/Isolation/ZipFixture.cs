using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace TwinPlatform.Knowledge.Tests.Ingestion.Extraction.Isolation;

/// <summary>Archives, honest and otherwise.</summary>
internal static class ZipFixture
{
    private const int EntryLength = 46;

    public static byte[] Of(params (string Name, string Content)[] members)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in members)
            {
                using var member = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                member.Write(Encoding.UTF8.GetBytes(content));
            }

        return stream.ToArray();
    }

    /// <summary>An archive with one part that repeats itself without end, or nearly.</summary>
    public static byte[] Endless(string name, string start, string repeated, long bytes, string end, params (string Name, string Content)[] others)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (other, content) in others)
            {
                using var member = zip.CreateEntry(other).Open();
                member.Write(Encoding.UTF8.GetBytes(content));
            }

            using var endless = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            endless.Write(Encoding.UTF8.GetBytes(start));
            var chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, Math.Max(1, 1_000_000 / repeated.Length))));
            for (long written = 0; written < bytes; written += chunk.Length)
                endless.Write(chunk);
            endless.Write(Encoding.UTF8.GetBytes(end));
        }

        return stream.ToArray();
    }

    /// <summary>Changes fields of the entry of a member in the directory.</summary>
    public static byte[] With(this byte[] zip, int member, params (int Field, uint Value, int Width)[] changes)
    {
        var entry = (int)U32(zip, End(zip) + 16);
        for (var i = 0; i < member; i++)
            entry += EntryLength + U16(zip, entry + 28) + U16(zip, entry + 30) + U16(zip, entry + 32);
        foreach (var (field, value, width) in changes)
            if (width == 2)
                BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(entry + field), (ushort)value);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(entry + field), value);
        return zip;
    }

    /// <summary>Changes a field of the archive's end.</summary>
    public static byte[] WithEnd(this byte[] zip, int field, uint value, int width)
    {
        if (width == 2)
            BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(End(zip) + field), (ushort)value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(End(zip) + field), value);
        return zip;
    }

    private static int End(byte[] zip) => zip.AsSpan().LastIndexOf("PK\x05\x06"u8);

    private static ushort U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
