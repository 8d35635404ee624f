using System.ComponentModel.DataAnnotations;
using TwinPlatform.Vectors.Local.Indexes;

namespace TwinPlatform.Vectors.Local;

/// <summary>Which indexes this process serves, and the key to them. Section <c>Vectors</c>; the key comes from the environment.</summary>
internal sealed class VectorsOptions : IValidatableObject
{
    [Required, MinLength(16)]
    public required string ApiKey { get; init; }

    /// <summary>The index whose host is the process's own address. Every index, this one too, is also at <c>/indexes/{name}</c>.</summary>
    [Required]
    public required string Index { get; init; }

    /// <summary>Made when the process starts, where they are not there yet. Clients may make others.</summary>
    public Dictionary<string, IndexForm> Indexes { get; init; } = [];

    /// <summary>How much memory the namespaces in use may take together. One that is larger than this cannot be searched.</summary>
    [Range(16, 1024 * 1024)]
    public int MemoryBudgetMb { get; init; } = 2048;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Indexes.ContainsKey(Index))
            yield return new ValidationResult($"Vectors:Index names \"{Index}\", which is not in Vectors:Indexes.");

        foreach (var (name, form) in Indexes)
        {
            if (new IndexDefinition(name, form).WhyNot() is { } reason)
                yield return new ValidationResult($"Vectors:Indexes:{name}: {reason}.");
        }
    }
}
