using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwinPlatform.Contracts;

/// <summary>A tenant: the company or person whose rows nobody else may see. A type of its own, because the system before this one stored user ids in tenant columns.</summary>
/// <param name="Value">The UUID as stored in every <c>tenant_id</c> column.</param>
[JsonConverter(typeof(TenantIdJsonConverter))]
public readonly record struct TenantId(Guid Value) : IParsable<TenantId>
{
    /// <summary>A new id that sorts by the time of its making (UUID version 7, RFC 9562).</summary>
    public static TenantId Create() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static TenantId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TenantId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new(value);
        return parsed;
    }

    /// <summary>The UUID in its 36-character form.</summary>
    public override string ToString() => Value.ToString();
}

internal sealed class TenantIdJsonConverter : JsonConverter<TenantId>
{
    public override TenantId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, TenantId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
