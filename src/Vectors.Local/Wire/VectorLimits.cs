using System.Text;
using System.Text.Json;
using TwinPlatform.Vectors.Local.Indexes;

namespace TwinPlatform.Vectors.Local.Wire;

/// <summary>What a vector and its metadata may be in an index. Each check answers what is wrong, or null.</summary>
internal static class VectorLimits
{
    private const int MaxSparseEntries = 1000;
    private const int MaxMetadataBytes = 40 * 1024;

    /// <summary>Whether the two parts fit the form of the index.</summary>
    public static string? Of(IndexForm form, float[]? dense, WireSparse? sparse) => form switch
    {
        { VectorType: VectorType.Sparse } when dense is { Length: > 0 } => "Dense vector values cannot be used with a sparse index",
        { VectorType: VectorType.Sparse } => sparse is null ? "Sparse values are required in a sparse index" : OfSparse(sparse),
        _ when dense is not { Length: > 0 } => "Dense vector values are required in a dense index",
        { Metric: not Metric.DotProduct } when sparse is not null => "Sparse values can be used in a dense index only with the metric dotproduct",
        _ => OfDense(form, dense) ?? (sparse is null ? null : OfSparse(sparse)),
    };

    /// <summary>Pinecone's metadata is flat: strings, numbers, booleans and lists of strings.</summary>
    public static string? OfMetadata(JsonElement? metadata)
    {
        if (metadata is not { } json)
            return null;

        if (json.ValueKind != JsonValueKind.Object)
            return "Metadata must be an object";

        var size = Encoding.UTF8.GetByteCount(json.GetRawText());
        if (size > MaxMetadataBytes)
            return $"metadata size is {size} bytes, which exceeds the limit of {MaxMetadataBytes} bytes per vector";

        try
        {
            return json.EnumerateObject().Select(OfField).FirstOrDefault(problem => problem is not null);
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for half a surrogate pair, the one thing that is JSON and no text.
            return "Metadata is not valid Unicode text";
        }
    }

    private static string? OfField(JsonProperty field) => field.Name.StartsWith('$')
        ? $"Metadata keys must not start with $, got {field.Name}"
        : IsAllowed(field.Value) ? null : $"Metadata value must be a string, number, boolean or list of strings, got '{field.Value.ValueKind}' for field '{field.Name}'";

    private static bool IsAllowed(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is not null,
        JsonValueKind.Number => double.IsFinite(value.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => true,
        JsonValueKind.Array => value.EnumerateArray().All(element => element.ValueKind == JsonValueKind.String && element.GetString() is not null),
        _ => false,
    };

    private static string? OfDense(IndexForm form, float[] dense)
    {
        if (dense.Length != form.Dimension)
            return $"Vector dimension {dense.Length} does not match the dimension of the index {form.Dimension}";

        if (!Array.TrueForAll(dense, float.IsFinite))
            return "Dense vectors must contain finite 32-bit numbers";

        return Array.TrueForAll(dense, value => value == 0) ? "Dense vectors must contain at least one non-zero value" : null;
    }

    private static string? OfSparse(WireSparse sparse)
    {
        var (indices, values) = sparse;
        return indices.Length != values.Length ? $"Sparse vector must have as many values as indices, got {values.Length} and {indices.Length}"
            : indices.Length == 0 ? "Sparse vector must contain at least one value"
            : indices.Length > MaxSparseEntries ? $"Sparse vector size {indices.Length} is greater than the limit of {MaxSparseEntries}"
            : indices.Distinct().Count() != indices.Length ? "Sparse vector indices must be unique"
            : !Array.TrueForAll(values, value => float.IsFinite(value) && value != 0) ? "Sparse vector values must be finite 32-bit numbers other than zero"
            : null;
    }
}
