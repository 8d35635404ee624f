using System.Text.Json;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Json;

/// <summary>
/// Writes JSON for readers: the keys of objects and lists are headings, their values lines such as "address.city: Berlin", and the flat objects of a list rows
/// such as "name: Rye bread | price: 4.20".
/// </summary>
internal sealed class JsonText(BlockWriter writer)
{
    private const int DeepestHeading = 4;
    private const int LongestList = 300;

    private static readonly string[] NameKeys = ["title", "name", "label", "question", "id"];

    /// <summary>What the document calls itself.</summary>
    public string? Title { get; private set; }

    public void Write(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object)
            Title = root.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String ? title.GetString() : null;
        WriteValue("", root, level: 1);
    }

    /// <summary>An element of the outermost list.</summary>
    public void WriteElement(JsonElement element) => WriteListed("", element, 0, level: 1);

    private void WriteValue(string path, JsonElement value, int level)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteMembers(path, value, level);
                break;
            case JsonValueKind.Array when ShortList(value) is { } list:
                WriteLine(path, list);
                break;
            case JsonValueKind.Array:
                var number = 0;
                foreach (var element in value.EnumerateArray())
                    WriteListed(path, element, number++, level);
                break;
            default:
                WriteLine(path, Shown(value));
                break;
        }
    }

    /// <summary>First what the object says of itself, then under headings what it contains.</summary>
    private void WriteMembers(string path, JsonElement value, int level)
    {
        foreach (var member in value.EnumerateObject().Where(member => !IsContainer(member.Value)))
            WriteValue(Joined(path, member.Name), member.Value, level);
        foreach (var member in value.EnumerateObject().Where(member => IsContainer(member.Value)))
            if (level <= DeepestHeading && path.Length == 0)
            {
                writer.Heading(level, member.Name);
                WriteValue("", member.Value, level + 1);
            }
            else
                WriteValue(Joined(path, member.Name), member.Value, level);
    }

    private void WriteListed(string path, JsonElement element, int number, int level)
    {
        if (element.ValueKind == JsonValueKind.Object && !element.EnumerateObject().Any(member => IsContainer(member.Value)))
            writer.Add(BlockKind.TableRow, string.Join(" | ", element.EnumerateObject().Select(member => (member.Name, Value: Flat(member.Value))).Where(member => member.Value.Length > 0).Select(member => $"{Joined(path, member.Name)}: {member.Value}")));
        else if (IsContainer(element) && level <= DeepestHeading && path.Length == 0)
        {
            writer.Heading(level, NameOf(element) ?? $"{number + 1}");
            WriteValue("", element, level + 1);
        }
        else
            WriteValue(IsContainer(element) ? $"{path}[{number + 1}]" : path, element, level);
    }

    private void WriteLine(string path, string value)
    {
        if (value.Length > 0)
            writer.Add(BlockKind.ListItem, path.Length > 0 ? $"{path}: {value}" : value);
    }

    private static string Joined(string path, string name) => path.Length > 0 ? $"{path}.{name}" : name;

    /// <summary>Whether it needs more than a line.</summary>
    private static bool IsContainer(JsonElement value) => value.ValueKind == JsonValueKind.Object || (value.ValueKind == JsonValueKind.Array && ShortList(value) is null);

    private static string? ShortList(JsonElement array)
    {
        var items = array.EnumerateArray().Take(LongestList + 1).ToList();
        if (items.Exists(item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
            return null;

        var list = string.Join(", ", items.Select(Shown));
        return list.Length <= LongestList ? list : null;
    }

    private static string Flat(JsonElement value) => (value.ValueKind == JsonValueKind.Array ? ShortList(value)! : Shown(value)).ReplaceLineEndings(" ");

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    private static string? NameOf(JsonElement element) => element.ValueKind != JsonValueKind.Object
        ? null
        : NameKeys.Select(key => element.TryGetProperty(key, out var name) && name.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Shown(name) : "").FirstOrDefault(name => name.Length > 0);
}
