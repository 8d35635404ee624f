using System.Text.Json;
using TwinPlatform.Vectors.Local.Search;

namespace TwinPlatform.Vectors.Local.Filters;

/// <summary>A condition on metadata, in Pinecone's filter language.</summary>
internal abstract record MetadataFilter
{
    public static MetadataFilter Everything { get; } = new AllOf([]);

    public bool Allows(IndexedRecord record) => Allows(record.Metadata);

    /// <param name="metadata">An object, or null for a record without metadata.</param>
    public abstract bool Allows(JsonElement? metadata);
}

internal sealed record AllOf(IReadOnlyList<MetadataFilter> Conditions) : MetadataFilter
{
    public override bool Allows(JsonElement? metadata)
    {
        foreach (var condition in Conditions)
        {
            if (!condition.Allows(metadata))
                return false;
        }

        return true;
    }
}

internal sealed record AnyOf(IReadOnlyList<MetadataFilter> Conditions) : MetadataFilter
{
    public override bool Allows(JsonElement? metadata)
    {
        foreach (var condition in Conditions)
        {
            if (condition.Allows(metadata))
                return true;
        }

        return false;
    }
}

/// <summary>A condition on one field.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Test">Asked of the field's value; of a list, it is asked of each element and one that passes is enough.</param>
/// <param name="Negated">True for <c>$ne</c> and <c>$nin</c>: no value passes, which is also so where there is no such field.</param>
internal sealed record FieldCondition(string Field, Predicate<JsonElement> Test, bool Negated = false) : MetadataFilter
{
    public override bool Allows(JsonElement? metadata) => Negated ^ (metadata is { } fields && fields.TryGetProperty(Field, out var value) && Passes(value));

    private bool Passes(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return Test(value);

        foreach (var element in value.EnumerateArray())
        {
            if (Test(element))
                return true;
        }

        return false;
    }
}

internal sealed record FieldExists(string Field, bool Expected) : MetadataFilter
{
    public override bool Allows(JsonElement? metadata) => Expected == (metadata is { } fields && fields.TryGetProperty(Field, out _));
}
