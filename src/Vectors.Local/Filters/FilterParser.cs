using System.Text.Json;

namespace TwinPlatform.Vectors.Local.Filters;

/// <summary>Reads a filter. Everything that Pinecone would refuse is refused with a reason; nothing is ignored, since an ignored condition finds too much.</summary>
internal sealed class FilterParser
{
    private const int MaxListLength = 10_000;

    private string? _problem;

    /// <param name="filter">The JSON of the request; null allows everything.</param>
    /// <param name="problem">Why not, or null.</param>
    public static MetadataFilter Parse(JsonElement? filter, out string? problem)
    {
        var parser = new FilterParser();
        try
        {
            var parsed = filter is { ValueKind: not JsonValueKind.Null } json ? parser.Object(json) : MetadataFilter.Everything;
            problem = parser._problem;
            return parsed;
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for half a surrogate pair, the one thing that is JSON and no text.
            problem = "Filter is not valid Unicode text";
            return MetadataFilter.Everything;
        }
    }

    private MetadataFilter Object(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return Refuse("Filter must be an object");

        return new AllOf([.. json.EnumerateObject().Select(property => property.Name switch
        {
            "$and" => new AllOf(Clauses(property)),
            "$or" => new AnyOf(Clauses(property)),
            ['$', ..] => Refuse($"{property.Name} is not a valid operator"),
            _ => Field(property.Name, property.Value),
        })]);
    }

    private MetadataFilter[] Clauses(JsonProperty property)
    {
        if (property.Value.ValueKind != JsonValueKind.Array || property.Value.GetArrayLength() == 0)
            return [Refuse($"{property.Name} must be a non-empty list of filters")];

        return [.. property.Value.EnumerateArray().Select(Object)];
    }

    private MetadataFilter Field(string field, JsonElement condition) => condition.ValueKind switch
    {
        JsonValueKind.Object => new AllOf([.. condition.EnumerateObject().Select(test => Operator(field, test.Name, test.Value))]),
        JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => Operator(field, "$eq", condition),
        _ => Refuse($"Illegal condition for field {field}: it must be a string, number, boolean or an object of operators"),
    };

    private MetadataFilter Operator(string field, string name, JsonElement operand) => name switch
    {
        "$eq" when Scalar(operand) is { } equal => new FieldCondition(field, equal),
        "$ne" when Scalar(operand) is { } equal => new FieldCondition(field, equal, Negated: true),
        "$in" when OneOf(operand) is { } among => new FieldCondition(field, among),
        "$nin" when OneOf(operand) is { } among => new FieldCondition(field, among, Negated: true),
        "$gt" when Number(operand) is { } bound => new FieldCondition(field, value => Number(value) > bound),
        "$gte" when Number(operand) is { } bound => new FieldCondition(field, value => Number(value) >= bound),
        "$lt" when Number(operand) is { } bound => new FieldCondition(field, value => Number(value) < bound),
        "$lte" when Number(operand) is { } bound => new FieldCondition(field, value => Number(value) <= bound),
        "$exists" when operand.ValueKind is JsonValueKind.True or JsonValueKind.False => new FieldExists(field, operand.GetBoolean()),
        "$eq" or "$ne" => Refuse($"The {name} operator of field {field} must be followed by a string, boolean or number"),
        "$in" or "$nin" => Refuse($"The {name} operator of field {field} must be followed by a list of at most {MaxListLength} strings, booleans or numbers"),
        "$gt" or "$gte" or "$lt" or "$lte" => Refuse($"The {name} operator of field {field} must be followed by a number"),
        "$exists" => Refuse($"The $exists operator of field {field} must be followed by a boolean"),
        _ => Refuse($"{name} is not a valid operator"),
    };

    private static Predicate<JsonElement>? Scalar(JsonElement operand)
    {
        switch (operand.ValueKind)
        {
            case JsonValueKind.String:
                var text = operand.GetString();
                return value => value.ValueKind == JsonValueKind.String && value.ValueEquals(text);
            case JsonValueKind.Number:
                var number = operand.GetDouble();
                return value => Number(value) == number;
            case JsonValueKind.True or JsonValueKind.False:
                var kind = operand.ValueKind;
                return value => value.ValueKind == kind;
            default:
                return null;
        }
    }

    /// <remarks>A list may be long (every source that a group may read), so it is looked up and not walked.</remarks>
    private static Predicate<JsonElement>? OneOf(JsonElement operand)
    {
        if (operand.ValueKind != JsonValueKind.Array || operand.GetArrayLength() > MaxListLength)
            return null;

        var texts = new HashSet<string>(StringComparer.Ordinal);
        var others = new List<Predicate<JsonElement>>();
        foreach (var element in operand.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.String)
                texts.Add(element.GetString()!);
            else if (Scalar(element) is { } scalar)
                others.Add(scalar);
            else
                return null;
        }

        return value => value.ValueKind == JsonValueKind.String ? texts.Contains(value.GetString()!) : others.Exists(other => other(value));
    }

    private static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private MetadataFilter Refuse(string problem)
    {
        _problem ??= problem;
        return MetadataFilter.Everything;
    }
}
