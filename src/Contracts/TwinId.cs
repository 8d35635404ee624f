using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwinPlatform.Contracts;

/// <summary>A twin: one expert's knowledge, verified answers and rules. Also the name of its namespace in the vector store.</summary>
/// <param name="Value">The UUID as stored in every <c>twin_id</c> column.</param>
[JsonConverter(typeof(TwinIdJsonConverter))]
public readonly record struct TwinId(Guid Value) : IParsable<TwinId>
{
    /// <summary>A new id that sorts by the time of its making (UUID version 7, RFC 9562).</summary>
    public static TwinId Create() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static TwinId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TwinId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new(value);
        return parsed;
    }

    /// <summary>The UUID in its 36-character form.</summary>
    public override string ToString() => Value.ToString();
}

internal sealed class TwinIdJsonConverter : JsonConverter<TwinId>
{
    public override TwinId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, TwinId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
