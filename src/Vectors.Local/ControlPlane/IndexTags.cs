namespace TwinPlatform.Vectors.Local.ControlPlane;

/// <summary>What clients may note on an index.</summary>
internal static class IndexTags
{
    private const int MaxTags = 20;
    private const int MaxKeyLength = 80;
    private const int MaxValueLength = 120;

    /// <summary>What is wrong with them, or null.</summary>
    public static string? WhyNot(IReadOnlyDictionary<string, string?>? tags) =>
        tags is null ? null
        : tags.Count > MaxTags ? $"An index has at most {MaxTags} tags"
        : !tags.Keys.All(IsKey) ? $"Tag keys must have 1 to {MaxKeyLength} alphanumeric characters, '_' or '-'"
        : !tags.Values.All(IsValue) ? $"Tag values must have at most {MaxValueLength} alphanumeric characters, ';', '@', '_', '-', '.', '+' or ' '"
        : null;

    /// <summary>The tags of before with those given: an empty value takes a tag away.</summary>
    public static IReadOnlyDictionary<string, string> Merged(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string?>? given) =>
        before.Where(tag => given?.ContainsKey(tag.Key) != true)
            .Concat((given ?? new Dictionary<string, string?>()).Where(tag => tag.Value is { Length: > 0 }).Select(tag => KeyValuePair.Create(tag.Key, tag.Value!)))
            .ToDictionary(StringComparer.Ordinal);

    private static bool IsKey(string key) => key.Length is >= 1 and <= MaxKeyLength && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static bool IsValue(string? value) =>
        value is { Length: <= MaxValueLength } && value.All(c => char.IsAsciiLetterOrDigit(c) || c is ';' or '@' or '_' or '-' or '.' or '+' or ' ');
}
