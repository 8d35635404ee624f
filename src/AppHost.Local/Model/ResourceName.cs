namespace Aspire.Hosting.ApplicationModel;

/// <summary>Aspire's rules for names, copied so that a topology that runs here also runs there.</summary>
internal static class ResourceName
{
    private const int MaxLength = 64;

    public static void Validate(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (Fault(name) is { } fault)
            throw new ArgumentException($"Resource name '{name}' is invalid. {fault}", nameof(name));
    }

    private static string? Fault(string name)
    {
        if (name.Length > MaxLength)
            return "Name must be between 1 and 64 characters long.";
        if (!char.IsAsciiLetter(name[0]))
            return "Name must start with an ASCII letter.";
        if (name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
            return "Name must contain only ASCII letters, digits, and hyphens.";
        if (name.Contains("--", StringComparison.Ordinal))
            return "Name cannot contain consecutive hyphens.";
        return name.EndsWith('-') ? "Name cannot end with a hyphen." : null;
    }
}
