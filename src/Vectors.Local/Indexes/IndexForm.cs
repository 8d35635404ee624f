namespace TwinPlatform.Vectors.Local.Indexes;

/// <summary>What the vectors of an index are like; fixed when it is made.</summary>
internal sealed record IndexForm
{
    public VectorType VectorType { get; init; } = VectorType.Sparse;

    public Metric Metric { get; init; } = Metric.DotProduct;

    /// <summary>Of a dense index.</summary>
    public int? Dimension { get; init; }

    /// <summary>What is wrong with it, or null.</summary>
    public string? WhyNot() => this switch
    {
        { VectorType: VectorType.Dense, Dimension: not (>= 1 and <= 20_000) } => "Dense indexes must have a dimension between 1 and 20000",
        { VectorType: VectorType.Sparse, Dimension: not null } => "Sparse indexes cannot have a dimension",
        { VectorType: VectorType.Sparse, Metric: not Metric.DotProduct } => "Sparse indexes must have the metric dotproduct",
        _ => null,
    };
}

internal enum VectorType
{
    Sparse,
    Dense,
}

internal enum Metric
{
    DotProduct,
    Cosine,
    Euclidean,
}

/// <summary>Enumerations by the names that Pinecone has for them, which are the database's too.</summary>
internal static class WireNames
{
    public static string ToWire<T>(this T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <returns>False for what is no name of one; a number is none.</returns>
    public static bool TryRead<T>(string name, out T value)
        where T : struct, Enum => Enum.TryParse(name, ignoreCase: true, out value) && value.ToWire() == name;
}
