namespace TwinPlatform.AppHost.Tests;

/// <summary>A data directory of its own for one test, where the user "postgres" can pass through as well.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"twin-apphost-{Guid.CreateVersion7():N}");

    public static implicit operator string(TemporaryDirectory directory) => directory.Path;

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
