using System.Runtime.InteropServices;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Isolation;

/// <summary>What a worker writes: a sign when it is ready and for each part that it has done, then the document or the refusal.</summary>
internal static class WorkerReply
{
    private const byte Sign = 1;
    private const byte Document = 2;
    private const byte Refusal = 3;

    public static void WriteSign(BinaryWriter output)
    {
        output.Write(Sign);
        output.Flush();
    }

    /// <summary>Begins the reply to a request.</summary>
    public static void WriteNumber(BinaryWriter output, long number) => output.Write(number);

    public static void Write(BinaryWriter output, ExtractionRefusedException refusal)
    {
        output.Write(Refusal);
        output.Write(refusal.Code);
        output.Write(refusal.Message);
        output.Flush();
    }

    public static void Write(BinaryWriter output, ExtractedDocument document)
    {
        output.Write(Document);
        output.Write(document.MediaType);
        output.Write(document.Title ?? "");
        output.Write(document.Text.Length);
        output.Write(MemoryMarshal.AsBytes(document.Text.AsSpan()));
        WriteStrings(output, document.Notes);

        // Neighbouring blocks share the list of their headings.
        var paths = new Dictionary<IReadOnlyList<string>, int>(ReferenceEqualityComparer.Instance);
        foreach (var block in document.Blocks)
            paths.TryAdd(block.HeadingPath, paths.Count);
        output.Write(paths.Count);
        foreach (var path in paths.Keys)
            WriteStrings(output, path);

        output.Write(document.Blocks.Count);
        foreach (var block in document.Blocks)
        {
            output.Write(block.Start);
            output.Write(block.End);
            output.Write((byte)block.Kind);
            output.Write(paths[block.HeadingPath]);
            output.Write(block.Page ?? 0);
            output.Write(block.Time?.StartMs ?? -1);
            output.Write(block.Time?.EndMs ?? -1);
        }

        output.Flush();
    }

    /// <exception cref="EndOfStreamException">The worker did not start.</exception>
    public static void ReadSign(BinaryReader input) => input.ReadByte();

    /// <summary>Reads until the document has come.</summary>
    /// <exception cref="ExtractionRefusedException">It was refused.</exception>
    /// <exception cref="EndOfStreamException">The worker is gone.</exception>
    /// <exception cref="InvalidDataException">It is the reply to another request.</exception>
    public static ExtractedDocument Read(BinaryReader input, long number, Action onSign)
    {
        if (input.ReadInt64() != number)
            throw new InvalidDataException("The worker answered another request.");

        var kind = input.ReadByte();
        for (; kind == Sign; kind = input.ReadByte())
            onSign();
        if (kind == Refusal)
            throw new ExtractionRefusedException(input.ReadString(), input.ReadString());

        var (type, title) = (input.ReadString(), input.ReadString());
        var text = string.Create(input.ReadInt32(), input.BaseStream, (characters, stream) => stream.ReadExactly(MemoryMarshal.AsBytes(characters)));
        var notes = ReadStrings(input);
        var paths = new IReadOnlyList<string>[input.ReadInt32()];
        for (var i = 0; i < paths.Length; i++)
            paths[i] = ReadStrings(input);

        var blocks = new TextBlock[input.ReadInt32()];
        for (var i = 0; i < blocks.Length; i++)
            blocks[i] = ReadBlock(input, paths);
        return new ExtractedDocument(text, type, title.Length > 0 ? title : null, blocks) { Notes = notes };
    }

    private static TextBlock ReadBlock(BinaryReader input, IReadOnlyList<string>[] paths)
    {
        var (start, end, kind, path) = (input.ReadInt32(), input.ReadInt32(), (BlockKind)input.ReadByte(), paths[input.ReadInt32()]);
        var (page, startMs, endMs) = (input.ReadInt32(), input.ReadInt32(), input.ReadInt32());
        return new TextBlock(start, end, kind, path, page > 0 ? page : null, startMs >= 0 ? new TimeRange(startMs, endMs) : null);
    }

    private static void WriteStrings(BinaryWriter output, IReadOnlyList<string> strings)
    {
        output.Write(strings.Count);
        foreach (var text in strings)
            output.Write(text);
    }

    private static string[] ReadStrings(BinaryReader input)
    {
        var strings = new string[input.ReadInt32()];
        for (var i = 0; i < strings.Length; i++)
            strings[i] = input.ReadString();
        return strings;
    }
}
