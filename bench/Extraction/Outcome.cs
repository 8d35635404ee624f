namespace TwinPlatform.Extraction;

/// <summary>What became of a file.</summary>
internal sealed record Outcome(string Extension, string Result, int Characters, Cost Cost)
{
    public bool IsRead => Result == "read";

    public bool HasFailed => Result.StartsWith("FAILED", StringComparison.Ordinal);

    public bool IsRefused => !IsRead && !HasFailed;
}

/// <summary>What it took.</summary>
internal readonly record struct Cost(double Seconds, double Megabytes);
