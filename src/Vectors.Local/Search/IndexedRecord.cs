using System.Text.Json;

namespace TwinPlatform.Vectors.Local.Search;

/// <summary>What memory keeps of a record beside its numbers: enough to filter and to name it. All of it is in PostgreSQL.</summary>
internal sealed class IndexedRecord(string id, JsonElement? metadata)
{
    // Objects, the dictionary's entry and the tokens of parsed JSON, measured on metadata such as Knowledge's.
    private const int FixedBytes = 250;
    private const int BytesPerCharacter = 4;

    public string Id => id;

    public JsonElement? Metadata => metadata;

    public long Bytes { get; } = FixedBytes + (id.Length * sizeof(char)) + ((metadata?.GetRawText().Length ?? 0) * BytesPerCharacter);
}
