namespace TwinPlatform.Vectors.Local.Indexes;

/// <summary>An index as its owner made it.</summary>
internal sealed record IndexDefinition(string Name, IndexForm Form)
{
    private const int MaxNameLength = 45;

    public bool DeletionProtection { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Where Pinecone would run it. Kept and told again; here it runs where the store runs.</summary>
    public string Cloud { get; init; } = "aws";

    public string Region { get; init; } = "us-east-1";

    /// <summary>True while its namespaces are being deleted.</summary>
    public bool IsTerminating { get; init; }

    /// <summary>What is wrong with its name or form, or null.</summary>
    public string? WhyNot() => NameProblem(Name) ?? Form.WhyNot();

    private static string? NameProblem(string name) =>
        name.Length is < 1 or > MaxNameLength ? $"Name must be between 1 and {MaxNameLength} characters long"
        : name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') ? "Name must consist of lower case alphanumeric characters or '-'"
        : name[0] == '-' || name[^1] == '-' ? "Name must start and end with an alphanumeric character"
        : null;
}
