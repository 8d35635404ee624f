using System.ComponentModel.DataAnnotations;

namespace TwinPlatform.Vectors.Local;

/// <summary>Which indexes this process serves, and the key to them. Section <c>Vectors</c>; the key comes from the environment.</summary>
internal sealed class VectorsOptions : IValidatableObject
{
    [Required, MinLength(16)]
    public required string ApiKey { get; init; }

    /// <summary>The index whose host is the process's own address. Every index, this one too, is also at <c>/indexes/{name}</c>.</summary>
    [Required]
    public required string Index { get; init; }

    public Dictionary<string, IndexOptions> Indexes { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Indexes.ContainsKey(Index))
            yield return new ValidationResult($"Vectors:Index names \"{Index}\", which is not in Vectors:Indexes.");

        foreach (var (name, index) in Indexes)
        {
            if (index.WhyNot(name) is { } reason)
                yield return new ValidationResult($"Vectors:Indexes:{name}: {reason}");
        }
    }
}

/// <summary>The form of an index's vectors; fixed while it has records.</summary>
internal sealed class IndexOptions
{
    public VectorType VectorType { get; init; } = VectorType.Sparse;

    public Metric Metric { get; init; } = Metric.DotProduct;

    /// <summary>Of a dense index.</summary>
    public int? Dimension { get; init; }

    public string? WhyNot(string name) => this switch
    {
        _ when name.Length > 45 || name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') =>
            "an index name has at most 45 lower-case letters, digits and hyphens.",
        { VectorType: VectorType.Dense, Dimension: not (>= 1 and <= 20_000) } => "a dense index has a Dimension from 1 to 20000.",
        { VectorType: VectorType.Sparse, Dimension: not null } => "a sparse index has no Dimension.",
        { VectorType: VectorType.Sparse, Metric: not Metric.DotProduct } => "a sparse index has the metric dotproduct.",
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
