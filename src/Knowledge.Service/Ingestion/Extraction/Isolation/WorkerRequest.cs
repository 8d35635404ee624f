namespace TwinPlatform.Knowledge.Ingestion.Extraction.Isolation;

/// <summary>A document on its way into a worker.</summary>
/// <param name="Number">Comes back with the reply: were it ever another document's, one tenant would read another's text.</param>
/// <param name="Content">The file.</param>
/// <param name="FileName">Its name.</param>
/// <param name="MediaType">What was declared for it.</param>
internal sealed record WorkerRequest(long Number, ReadOnlyMemory<byte> Content, string? FileName, string? MediaType)
{
    public void Write(BinaryWriter output)
    {
        output.Write(Number);
        output.Write(Content.Length);
        output.Write(FileName ?? "");
        output.Write(MediaType ?? "");
        output.Write(Content.Span);
        output.Flush();
    }

    /// <returns>Null at the end of the input.</returns>
    public static WorkerRequest? Read(BinaryReader input)
    {
        try
        {
            var number = input.ReadInt64();
            var length = input.ReadInt32();
            var (name, type) = (input.ReadString(), input.ReadString());
            var content = new byte[length];
            input.BaseStream.ReadExactly(content);
            return new WorkerRequest(number, content, name.Length > 0 ? name : null, type.Length > 0 ? type : null);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }
}
