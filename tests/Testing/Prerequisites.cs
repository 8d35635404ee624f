namespace TwinPlatform.Testing;

/// <summary>What the machine must have for tests on real infrastructure.</summary>
public static class Prerequisites
{
    /// <summary>A running platform to attach to (<c>TWIN_TEST_PLATFORM=path/to/platform.json</c>); null when the tests start what they need.</summary>
    public static string? RunningPlatform { get; } = Environment.GetEnvironmentVariable("TWIN_TEST_PLATFORM") is { Length: > 0 } path ? path : null;

    /// <summary>Why tests on infrastructure are skipped. Never on a build server: there the missing part fails them.</summary>
    public static string? SkipReason { get; } =
        RunningPlatform is not null || Environment.GetEnvironmentVariable("CI") is "true" or "1" || Missing() is not { } missing
            ? null
            : $"{missing} is not installed. scripts/prerequisites.sh installs what the platform needs.";

    private static string? Missing()
    {
        if (!Directory.Exists("/usr/lib/postgresql") && !IsOnPath("postgres"))
        {
            return "PostgreSQL";
        }

        return File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server") || IsOnPath("rabbitmq-server") ? null : "RabbitMQ";
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Any(directory => File.Exists(Path.Combine(directory, program)));
}
