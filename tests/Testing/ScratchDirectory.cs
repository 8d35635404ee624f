namespace TwinPlatform.Testing;

/// <summary>A directory of one test run, gone with it. It is outside any home directory: PostgreSQL, as another user, must be able to pass through.</summary>
public sealed class ScratchDirectory : IDisposable
{
    public ScratchDirectory(string purpose)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"twin-test-{Environment.ProcessId}-{purpose}-{Guid.CreateVersion7():N}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
